package dev.driftless.cli.demo;

import dev.driftless.cli.demo.Story.Chapter;
import dev.driftless.core.engine.Fact;
import dev.driftless.edge.bus.Topics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Listens to the daemon's facts, and shows them as they come. */
final class Spectator extends VerticleBase {

  private static final long FRAME_MILLIS = 200;
  private static final int LATEST = 8;

  private Screen screen;
  private final String title;
  private final int width;
  private final InstantSource clock;
  private final Story story = new Story();
  private final Deque<String> latest = new ArrayDeque<>();
  private final Instant start;
  private Instant lastChange;
  private boolean began;

  /** @param width columns of the screen */
  Spectator(Screen screen, String title, int width, InstantSource clock) {
    this.screen = screen;
    this.title = title;
    this.width = width;
    this.clock = clock;
    start = clock.instant();
    lastChange = start;
  }

  @Override
  public Future<?> start() {
    if (screen.isLive()) {
      vertx.setPeriodic(FRAME_MILLIS, timer -> draw());
    }
    return Topics.FACTS.subscribe(vertx, batch -> batch.facts().forEach(this::tell)).completion();
  }

  private synchronized void draw() {
    screen.draw(Frame.of(title, story, elapsed(), List.copyOf(latest), width));
  }

  /** Something that happened to the cluster. May be called from any thread. */
  synchronized void announce(String line) {
    show(Wording.clock(elapsed()) + "  " + line);
  }

  /** Shows what happens from now on elsewhere. May be called from any thread. */
  synchronized void goOn(Screen other) {
    screen = other;
  }

  String title() {
    return title;
  }

  private synchronized void tell(Fact fact) {
    story.tell(fact);
    began = true;
    lastChange = clock.instant();
    Wording.line(fact).map(line -> Wording.clock(elapsed()) + "  " + line).ifPresent(this::show);
  }

  private void show(String line) {
    if (!screen.isLive()) {
      screen.say(line);
    }
    latest.addLast(line);
    if (latest.size() > LATEST) {
      latest.removeFirst();
    }
  }

  synchronized Screen screen() {
    return screen;
  }

  private Duration elapsed() {
    return Duration.between(start, clock.instant());
  }

  /**
   * Whether nothing is in restart and nothing was told for so long; not before anything was told, however long the
   * daemon takes to begin. May be called from any thread.
   */
  synchronized boolean isQuiet(Duration time) {
    return began && story.all(Chapter.Restarting.class).isEmpty() && !clock.instant().isBefore(lastChange.plus(time));
  }

  /** When anything was told last; the start if nothing was. May be called from any thread. */
  synchronized Instant lastChange() {
    return lastChange;
  }

  /** A copy of what was told so far. May be called from any thread. */
  synchronized Story story() {
    return story.copy();
  }
}

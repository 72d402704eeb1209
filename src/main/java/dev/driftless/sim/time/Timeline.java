package dev.driftless.sim.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The time of a simulated cluster, and everything that is still to happen in it. What is due at the same instant
 * happens in the order in which it was asked for. One thread owns it. Whoever drives it decides how fast it goes: as
 * fast as it can in a test, with a real clock in a demo.
 */
public final class Timeline {

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::at).thenComparingLong(Entry::number);

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
  private Instant now;
  private long asked;

  private record Entry(Instant at, long number, Runnable task) {}

  public Timeline(Instant start) {
    now = start;
  }

  public Instant now() {
    return now;
  }

  /** Lets something happen at that time; at once, but after what is due already, if it is not in the future. */
  public void at(Instant when, Runnable task) {
    entries.add(new Entry(when.isBefore(now) ? now : when, asked++, task));
  }

  public void after(Duration delay, Runnable task) {
    at(now.plus(delay), task);
  }

  /** When the next thing happens; {@link Instant#MAX} if nothing will. */
  public Instant next() {
    return entries.isEmpty() ? Instant.MAX : entries.peek().at();
  }

  /** Goes on to the next thing, and lets it happen. @return whether there was one */
  public boolean step() {
    Entry entry = entries.poll();
    if (entry == null) {
      return false;
    }
    now = entry.at();
    entry.task().run();
    return true;
  }

  /** Lets everything happen that is due by then, and ends at that time. */
  public void runUntil(Instant end) {
    while (!next().isAfter(end)) {
      step();
    }
    now = end.isAfter(now) ? end : now;
  }

  public void run(Duration time) {
    runUntil(now.plus(time));
  }
}

package dev.driftless.simulation;

import dev.driftless.edge.kube.OfflineEdge.Request;
import dev.driftless.sim.http.LocalRequests;

import java.time.Duration;
import java.util.Optional;

/**
 * The way to the API server and back, on which requests and answers are late, are lost, or meet a process's end. What
 * was sent arrives, whatever becomes of who sent it, but never after its time limit.
 */
final class Network {

  static final Duration PATIENCE = Duration.ofSeconds(10);
  /** A request may arrive that long after it was decided. */
  static final Duration ON_ITS_WAY = PATIENCE.multipliedBy(2);

  private static final String OUT_OF_ORDER = "{\"kind\":\"Status\",\"message\":\"out of order\"}";

  private final World world;
  private final Chance chance;
  private final LocalRequests server;
  private final Parts parts;
  private double trouble;
  private double crashes;
  private int troubles;
  private int deaths;

  Network(World world, Chance chance, Parts parts) {
    this.parts = parts;
    this.world = world;
    this.chance = chance;
    this.server = new LocalRequests(world.server());
  }

  /** What came of a request. */
  sealed interface Reply {

    record Answered(int status, String body) implements Reply {}

    /** It never left. */
    record Unsent() implements Reply {}

    /** It left, and nobody knows more. */
    record Lost() implements Reply {}
  }

  /**
   * What will become of a request.
   *
   * @param arrives how long it is on its way; empty if it does not arrive
   * @param ends    when the sender knows more, or has lost its patience
   * @param reply   in place of the API server's own answer, if that does not get back
   */
  private record Fate(Optional<Duration> arrives, Duration ends, Optional<Reply> reply) {}

  /** An answer that may be there. */
  private static final class Answer {

    private Reply reply = new Reply.Lost();
  }

  /** @param share of requests that are in trouble from now on */
  void trouble(double share) {
    trouble = share;
  }

  /** @param share of requests around which the process that sends them ends; those for the lease are too many */
  void crashes(double share) {
    crashes = share;
  }

  /** Called by an actor of that process; blocks it. @param patience at least one second */
  Reply send(Request request, Duration patience, SimulatedDaemon process) {
    boolean fatal = !request.path().contains("/leases") && chance.once(crashes) && parts.has("death-" + deaths++);
    int moment = chance.between(0, 2);
    if (fatal && moment == 0) {
      process.die("before " + request.method());
    }
    Fate fate = chance.once(trouble) && parts.has("trouble-" + troubles++) ? trouble(patience) : usual();
    Answer answer = new Answer();
    fate.arrives().ifPresent(delay -> world.timeline().after(delay, () -> {
      answer.reply = apply(request, process);
      if (fatal && moment == 1) {
        process.crash("crashes at " + request.method());
      }
    }));
    process.actors().sleep(fate.ends());
    if (fatal) {
      process.actors().execute(() -> process.die("after " + request.method()));
    }
    return fate.reply().orElse(answer.reply);
  }

  private Fate usual() {
    Duration there = chance.millis(1, 60);
    return new Fate(Optional.of(there), there.plus(chance.millis(1, 60)), Optional.empty());
  }

  private Fate trouble(Duration patience) {
    Duration second = Duration.ofSeconds(1);
    Duration late = patience.compareTo(second) > 0 ? chance.between(second, patience) : patience;
    return switch (chance.between(0, 4)) {
      case 0 -> new Fate(Optional.empty(), Duration.ZERO, Optional.of(new Reply.Unsent()));
      case 1 -> new Fate(Optional.empty(), patience, Optional.of(new Reply.Lost()));
      case 2 -> new Fate(Optional.of(late.minusMillis(1)), patience, Optional.of(new Reply.Lost()));
      case 3 -> new Fate(Optional.of(late.minusMillis(1)), late, Optional.empty());
      default -> new Fate(Optional.empty(), chance.millis(1, 60),
          Optional.of(new Reply.Answered(chance.of(500, 503, 429), OUT_OF_ORDER)));
    };
  }

  private Reply.Answered apply(Request request, SimulatedDaemon process) {
    Optional<Write.Before> before = Write.before(world, request);
    LocalRequests.Reply reply =
        server.send(request.method(), request.path(), request.contentType(), request.body());
    Question.of(world.now(), process.number(), request, reply.status(), reply.body()).ifPresent(process::watched);
    before.ifPresent(write -> process.watched(write.after(world, process, reply.status())));
    return new Reply.Answered(reply.status(), reply.body());
  }
}

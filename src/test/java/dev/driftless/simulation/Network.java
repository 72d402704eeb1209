package dev.driftless.simulation;

import dev.driftless.edge.kube.OfflineEdge.Request;
import dev.driftless.sim.http.LocalRequests;

import java.time.Duration;
import java.util.Optional;

/** The way to the API server and back, on which requests and answers are late, are lost, or meet a process's end. */
final class Network {

  static final Duration PATIENCE = Duration.ofSeconds(10);

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

  /** @param share of requests that are in trouble from now on */
  void trouble(double share) {
    trouble = share;
  }

  /** @param share of requests around which the process that sends them ends */
  void crashes(double share) {
    crashes = share;
  }

  /** Called by an actor of that process; blocks it. */
  Reply send(Request request, SimulatedDaemon process) {
    boolean fatal = chance.once(crashes) && parts.has("death-" + deaths++);
    int moment = chance.between(0, 2);
    if (fatal && moment == 0) {
      process.die("before " + request.method());
    }
    if (chance.once(trouble) && parts.has("trouble-" + troubles++)) {
      return troubled(request, process);
    }
    process.actors().sleep(chance.millis(1, 60));
    Reply.Answered reply = apply(request, process);
    if (fatal && moment == 1) {
      process.die("at " + request.method());
    }
    process.actors().sleep(chance.millis(1, 60));
    if (fatal) {
      process.actors().execute(() -> process.die("after " + request.method()));
    }
    return reply;
  }

  private Reply troubled(Request request, SimulatedDaemon process) {
    switch (chance.between(0, 4)) {
      case 0 -> {
        return new Reply.Unsent();
      }
      case 1 -> {
        process.actors().sleep(PATIENCE);
        return new Reply.Lost();
      }
      case 2 -> {
        process.actors().sleep(chance.seconds(0, 9));
        apply(request, process);
        process.actors().sleep(chance.seconds(1, 9));
        return new Reply.Lost();
      }
      case 3 -> {
        process.actors().sleep(chance.seconds(1, 9));
        return apply(request, process);
      }
      default -> {
        process.actors().sleep(chance.millis(1, 60));
        return new Reply.Answered(chance.of(500, 503, 429), "{\"kind\":\"Status\",\"message\":\"out of order\"}");
      }
    }
  }

  private Reply.Answered apply(Request request, SimulatedDaemon process) {
    Optional<Write.Before> before = Write.before(world, request);
    LocalRequests.Reply reply =
        server.send(request.method(), request.path(), request.contentType(), request.body());
    before.ifPresent(write -> process.watched(write.after(world, process, reply.status())));
    return new Reply.Answered(reply.status(), reply.body());
  }
}

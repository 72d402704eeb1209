package dev.driftless.simulation;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.kube.OfflineEdge.Request;
import dev.driftless.edge.kube.lease.Fence;
import dev.driftless.edge.kube.lease.LeaseStore;
import dev.driftless.edge.loop.Writer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * What a process gets to see, and what becomes of what it does, in place of what is right. Nothing is wrong by itself:
 * a {@link Fault} overrides what it spoils.
 */
class Sabotage {

  static final Sabotage NONE = new Sabotage();

  Policy policy(Policy right) {
    return right;
  }

  /** @param process its number, from 1 */
  Stream<Change> seen(Change right, int process) {
    return Stream.of(right);
  }

  /** What its informers say of themselves. */
  Map<Resource, InformerState> heard(Map<Resource, InformerState> right, Instant now) {
    return right;
  }

  /** The clock that only goes forward. */
  Instant ticks(Instant right) {
    return right;
  }

  Fence fence(Fence right) {
    return right;
  }

  LeaseStore leases(LeaseStore right) {
    return right;
  }

  /** The request of a restart. */
  Request sent(Request right) {
    return right;
  }

  Answer write(Effect.Write effect, Writer right) {
    return right.write(effect);
  }

  Executor executor(Executor right) {
    return right;
  }

  List<Fact> told(List<Fact> right) {
    return right;
  }
}

package dev.driftless.simulation;

import dev.driftless.core.plan.Limits;
import dev.driftless.sim.store.StoreEvent;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Invariants 4 and 9: two restarts of one workload keep the cooldown, whoever did the first; attempts towards a target
 * count up one by one and never exceed the maximum.
 */
final class PausesHold implements Invariant {

  private final Limits limits;
  private final Map<String, Last> last = new HashMap<>();
  private final Map<String, Write> writes = new HashMap<>();

  /** @param before when the one before it was */
  private record Last(Instant at, String stamp, Instant before) {}

  PausesHold(World world, Limits limits) {
    this.limits = limits;
    world.cluster().store().subscribe(event -> changed(event, world.now()));
  }

  /** Anybody's restart leaves a new stamp on the template. */
  private void changed(StoreEvent event, Instant now) {
    String uid = event.object().path("metadata").path("uid").asString("");
    String stamp = Write.annotations(event.object().path("spec").path("template").path("metadata"))
        .path("kubectl.kubernetes.io/restartedAt").asString("");
    Last before = last.get(uid);
    if (!stamp.isEmpty() && (before == null || !before.stamp().equals(stamp))) {
      last.put(uid, new Last(now, stamp, before == null ? Instant.MIN : before.at()));
    }
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    Instant lastBut = last.get(write.uid()).before();
    if (lastBut.isAfter(write.at().minus(limits.cooldown().initial()).plus(Network.ON_ITS_WAY))) {
      throw new Violation(4, "restarted at " + lastBut + " and again: " + write);
    }
    Write before = writes.put(write.uid(), write);
    int attempt = Integer.parseInt(write.mark("attempt"));
    if (attempt > limits.maxAttempts()) {
      throw new Violation(4, "attempt " + attempt + " of " + limits.maxAttempts() + ": " + write);
    }
    if (before != null && before.mark("target").equals(write.mark("target"))
        && attempt != Integer.parseInt(before.mark("attempt")) + 1) {
      throw new Violation(9, "after " + before + " comes " + write);
    }
  }
}

package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.sim.store.StoreEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Invariants 4 and 9: two restarts of one workload keep the cooldown, whoever did the first; attempts towards a target
 * count up one by one and never exceed the maximum, and begin anew if a person asks for that. One that another target
 * has ended need not count.
 */
final class PausesHold implements Invariant {

  private final InForce inForce;
  private final Map<String, Last> last = new HashMap<>();
  private final Map<String, Write> writes = new HashMap<>();
  private final Set<String> overtaken = new HashSet<>();

  /** @param before when the one before it was */
  private record Last(Instant at, String stamp, String marks, Instant before) {}

  PausesHold(World world, InForce inForce) {
    this.inForce = inForce;
    world.cluster().store().subscribe(event -> changed(event, world.now()));
  }

  /** Anybody's restart leaves a new stamp on the template, and ours one on the workload. */
  private void changed(StoreEvent event, Instant now) {
    String uid = event.object().path("metadata").path("uid").asString("");
    String stamp = Write.annotations(event.object().path("spec").path("template").path("metadata"))
        .path("kubectl.kubernetes.io/restartedAt").asString("");
    String marks = Write.annotations(event.object().path("metadata")).path("driftless.dev/started-at").asString("");
    Last before = last.getOrDefault(uid, new Last(Instant.MIN, "", "", Instant.MIN));
    boolean stamped = !stamp.isEmpty() && !stamp.equals(before.stamp());
    if (stamped || !marks.isEmpty() && !marks.equals(before.marks())) {
      last.put(uid, new Last(now, stamped ? stamp : before.stamp(), marks, before.at()));
    }
  }

  private Stream<Limits> limits() {
    return inForce.possible().map(Policy::limits);
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended ended && ended.outcome() == Outcome.SUPERSEDED_BY_TARGET) {
      overtaken.add(ended.marks().restartId());
    }
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    Duration cooldown = limits().map(limits -> limits.cooldown().initial()).min(Duration::compareTo).orElseThrow();
    int maxAttempts = limits().mapToInt(Limits::maxAttempts).max().orElseThrow();
    Instant lastBut = last.get(write.uid()).before();
    if (lastBut.isAfter(write.at().minus(cooldown).plus(Network.ON_ITS_WAY))) {
      throw new Violation(4, "restarted at " + lastBut + " and again: " + write);
    }
    Write before = writes.put(write.uid(), write);
    int attempt = Integer.parseInt(write.mark("attempt"));
    if (attempt > maxAttempts) {
      throw new Violation(4, "attempt " + attempt + " of " + maxAttempts + ": " + write);
    }
    boolean goesOn = before != null && before.mark("target").equals(write.mark("target")) && !write.isRetry();
    int next = goesOn ? Integer.parseInt(before.mark("attempt")) + 1 : 1;
    if (attempt != next && !(goesOn && attempt == next - 1 && overtaken.contains(before.mark("restart-id")))) {
      throw new Violation(9, "after " + before + " comes " + write);
    }
  }
}

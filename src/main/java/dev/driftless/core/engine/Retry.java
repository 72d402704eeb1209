package dev.driftless.core.engine;

import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.remediation.Marks;

import java.util.Map;

/**
 * People can have a workload that was given up restarted once more towards the same target. The restart itself records
 * that it was that one: so a crash does not repeat it, nor does a tool that keeps putting the annotation back.
 */
final class Retry {

  private Retry() {}

  /** Whether it is given up, and its next restart is the one that a person has asked for. */
  static boolean isOf(Tracked tracked, int maxAttempts) {
    String target = tracked.assessment.target();
    boolean givenUp = tracked.quarantined() ? tracked.quarantine.target().equals(target)
        : tracked.attempts() >= maxAttempts || tracked.failed() && tracked.rollout.marks().target().equals(target);
    return givenUp && !target.isEmpty() && target.equals(annotations(tracked).get(Marks.RETRY))
        && !isUsedUp(tracked, target);
  }

  /** What a person has to do to have it tried again, with the annotation as it is to be written. */
  static String advice(Tracked tracked) {
    String target = tracked.quarantined() ? tracked.quarantine.target() : tracked.assessment.target();
    String annotation = Marks.RETRY + ": \"" + target + "\"";
    if (isUsedUp(tracked, target)) {
      return "annotation " + annotation + " was used once; it works again when " + Marks.RETRIED + " is removed";
    }
    String given = annotations(tracked).getOrDefault(Marks.RETRY, target);
    return "annotation " + annotation + " on the workload lets it be tried again"
        + (given.equals(target) ? "" : ", \"" + given + "\" is another target");
  }

  /** Whoever takes all annotations of ours away takes that record away as well; then only this process knows. */
  private static boolean isUsedUp(Tracked tracked, String target) {
    return target.equals(annotations(tracked).get(Marks.RETRIED))
        || tracked.marks == null && target.equals(tracked.retried);
  }

  private static Map<String, String> annotations(Tracked tracked) {
    return tracked.workload.facts().map(WorkloadFacts::annotations).orElse(Map.of());
  }
}

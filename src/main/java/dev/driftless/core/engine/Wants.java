package dev.driftless.core.engine;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Skew;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.ImageRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Reaction;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether the policy asks for a restart of what drifted. */
final class Wants {

  private static final Set<Skew> OLDER = Set.of(Skew.PATCH, Skew.MINOR, Skew.UNSUPPORTED);

  private Wants() {}

  static Review.Action action(Tracked tracked, Policy policy) {
    if (!restart(tracked, policy)) {
      return Review.Action.NONE;
    }
    return tracked.workload.facts().filter(facts -> facts.strategy().byEviction()).isPresent() ? Review.Action.EVICT
        : Review.Action.RESTART;
  }

  static boolean restart(Tracked tracked, Policy policy) {
    return tracked.assessment.verdict() instanceof Verdict.Drifted && tracked.restartable()
        && (!gateway(tracked) || policy.places().gateways() == Reaction.RESTART)
        && (tracked.lostSidecar() && tracked.injected() || tracked.assessment.drifts().stream()
            .anyMatch(drift -> policy.reactions().get(drift.reason()) == Reaction.RESTART));
  }

  /** Whether it is drifted in nothing but what cannot be mistaken: its revision, or an older version of its image. */
  static boolean isPlain(Tracked tracked) {
    return tracked.assessment.expectation() instanceof Expectation.Injected expected
        && tracked.workload.pods().stream().flatMap(pod -> pod.shape().proxy().stream())
            .allMatch(proxy -> sameOrigin(proxy.image(), expected.image()))
        && tracked.assessment.drifts().stream().allMatch(drift -> drift.reason() == DriftReason.WRONG_REVISION
            || drift.reason() == DriftReason.IMAGE && OLDER.contains(drift.skew()));
  }

  /** Another repository or a digest is a sign of somebody who rewrites images. */
  private static boolean sameOrigin(String actual, String expected) {
    ImageRef one = ImageRef.parse(actual);
    ImageRef other = ImageRef.parse(expected);
    return one.repository().equals(other.repository()) && one.digest().isEmpty() && other.digest().isEmpty();
  }

  /** @return why a drifted workload is only reported; nothing for one that is not drifted */
  static List<Deferral> notAsked(Tracked tracked, Policy policy) {
    if (!(tracked.assessment.verdict() instanceof Verdict.Drifted)) {
      return List.of();
    }
    Reaction gateways = policy.places().gateways();
    DriftReason worst = tracked.assessment.drifts().getFirst().reason();
    return List.of(Deferral.of(DeferReason.POLICY_REPORT, gateway(tracked) && gateways != Reaction.RESTART
        ? "a gateway, and gateways.policy is " + gateways.name().toLowerCase(Locale.ROOT)
        : "drift.policy." + worst + " is " + policy.reactions().get(worst).name().toLowerCase(Locale.ROOT)));
  }

  private static boolean gateway(Tracked tracked) {
    return tracked.assessment.expectation() instanceof Expectation.Injected injected && injected.gateway();
  }
}

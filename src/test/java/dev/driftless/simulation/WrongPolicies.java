package dev.driftless.simulation;

import dev.driftless.core.plan.Limits;

import java.time.Duration;
import java.util.List;

/** Planners that ignore what people have set. */
final class WrongPolicies {

  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final Duration FOR_EVER = Duration.ofDays(99);

  private WrongPolicies() {}

  static List<Fault> all() {
    return List.of(
        Fault.policy("slots are not counted", 2, Loosened.limits(Loosened::slots)),
        Fault.policy("slots of a namespace are not counted", 2, Loosened.limits(Loosened::slotsPerNamespace)),
        Fault.policy("nothing is soaked", 2, Loosened.limits(Loosened::soak)),
        Fault.policy("the rate is another one", 3,
            Loosened.limits(right -> Loosened.rate(right, new Limits.Rate(99, right.rate().per())))),
        Fault.policy("the rate is of another time", 3,
            Loosened.limits(right -> Loosened.rate(right, new Limits.Rate(right.rate().restarts(), MOMENT)))),
        Fault.policy("nothing cools down", 4, Loosened.limits(right -> Loosened.cooldown(right, MOMENT))),
        Fault.policy("attempts are not counted", 4, Loosened.limits(Loosened::attempts)),
        Fault.policy("drift is believed at once", 6,
            right -> Loosened.settle(right, right.mesh().settle(), Duration.ZERO)),
        Fault.policy("the mesh is believed at once", 6,
            right -> Loosened.settle(right, Duration.ZERO, right.driftSettle())),
        Fault.policy("waves are ignored", 6, Loosened.limits(Loosened::waves)),
        Fault.policy("everybody follows the canary at once", 6, Loosened.limits(Loosened::shares)),
        Fault.policy("the breaker hardly opens", 6, Loosened.limits(Loosened::breaking)),
        Fault.policy("it does not matter how many pods are down", 6, Loosened.limits(Loosened::health)),
        Fault.policy("windows are ignored", 6, Loosened::windows),
        Fault.policy("downtime is always allowed", 6, Loosened::downtime),
        Fault.policy("proofs are not required", 6, Loosened::proof),
        Fault.policy("nothing cools down ever", 13, Loosened.limits(right -> Loosened.cooldown(right, FOR_EVER))),
        Fault.policy("the mode is ignored", 14, Loosened::mode));
  }
}

package dev.driftless.sim.controllers.deployment;

import dev.driftless.sim.controllers.frame.Portion;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;

/**
 * How far a rollout may go above and below what is desired: a surge rounds up, unavailability rounds down, and if both
 * come to nothing one pod may be unavailable. Nothing of both for Recreate.
 */
record Bounds(int desired, int surge, int unavailable) {

  static Bounds of(Fleet fleet) {
    int desired = fleet.desired();
    JsonNode strategy = Read.at(fleet.deployment(), "spec", "strategy");
    if (Read.text(strategy, "type").equals("Recreate")) {
      return new Bounds(desired, 0, 0);
    }
    JsonNode rolling = strategy.path("rollingUpdate");
    int quarterUp = (desired + 3) / 4;
    int surge = Portion.roundedUp(rolling.path("maxSurge"), desired, quarterUp);
    int unavailable = Portion.roundedDown(rolling.path("maxUnavailable"), desired, desired / 4);
    return new Bounds(desired, surge, Math.min(surge == 0 && unavailable == 0 ? 1 : unavailable, desired));
  }

  int most() {
    return desired + surge;
  }

  int leastAvailable() {
    return desired - unavailable;
  }
}

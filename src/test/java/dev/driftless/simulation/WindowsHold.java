package dev.driftless.simulation;

import dev.driftless.core.plan.Downtime;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Window;
import tools.jackson.databind.JsonNode;

import java.time.Duration;

/**
 * Invariant 6: no restart is decided outside of the windows, which are the same part of every hour here, and
 * none that is an outage where nobody has allowed any.
 */
final class WindowsHold implements Invariant {

  private static final Duration PERIOD = Duration.ofHours(1);

  private final InForce inForce;

  WindowsHold(InForce inForce) {
    this.inForce = inForce;
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    if (inForce.possible().noneMatch(policy -> isOpen(policy, write))) {
      throw new Violation(6, "outside of all windows, or an outage: " + write);
    }
  }

  private static boolean isOpen(Policy policy, Write write) {
    if (!policy.windows().unlimited()) {
      Window window = policy.windows().windows().getFirst();
      long opened = window.start().toSecondOfDay();
      long into = Math.floorMod(write.at().getEpochSecond() - opened, PERIOD.toSeconds());
      if (into >= window.duration().plus(Network.ON_ITS_WAY).toSeconds()) {
        return false;
      }
    }
    boolean allowed = policy.downtime() == Downtime.ALLOW
        || policy.downtime() == Downtime.WINDOW && !policy.windows().unlimited();
    return allowed || !isOutage(write.before().path("spec"), write.type().kind());
  }

  private static boolean isOutage(JsonNode spec, String kind) {
    return spec.path("strategy").path("type").asString("").equals("Recreate")
        || kind.equals("StatefulSet") && spec.path("replicas").asInt(1) == 1;
  }
}

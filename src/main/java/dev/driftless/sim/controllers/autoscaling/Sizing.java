package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Optional;

/** One look at one autoscaler: which size its target should have, and what the status says of it. */
record Sizing(ObjectNode autoscaler, ScaleTarget target, AutoscalerStatus status, EventRecorder events) {

  /**
   * Another size than the target has.
   *
   * @param metrics that led to it; empty if none were looked at
   */
  record Size(int replicas, String reason, Optional<ArrayNode> metrics) {}

  /** @return empty if the target stays as it is; then the status is complete */
  Optional<Size> decide(Metrics metrics, Recommendations recommendations, Instant now) {
    int current = target.replicas();
    recommendations.begin(Read.name(autoscaler), current, now);
    if (current == 0) {
      status.active(false, "ScalingDisabled",
          "scaling is disabled since the replica count of the target is zero");
      status.counts(0, 0, Optional.empty());
      return Optional.empty();
    }
    if (current > most()) {
      return Optional.of(
          new Size(most(), "Current number of replicas above Spec.MaxReplicas", Optional.empty()));
    }
    if (current < least()) {
      return Optional.of(
          new Size(least(), "Current number of replicas below Spec.MinReplicas", Optional.empty()));
    }
    return measure(metrics).flatMap(best -> limit(best, recommendations, now));
  }

  private int least() {
    return Read.number(autoscaler, 1, "spec", "minReplicas");
  }

  private int most() {
    return Read.number(autoscaler, 1, "spec", "maxReplicas");
  }

  /** @return the greatest size of all metrics; empty if some cannot be read and the others want fewer */
  private Optional<Size> measure(Metrics metrics) {
    ArrayNode told = JsonNodeFactory.instance.arrayNode();
    Size best = new Size(0, "", Optional.empty());
    String failure = "";
    String resource = "";
    int failures = 0;
    JsonNode specs = Read.at(autoscaler, "spec", "metrics");
    for (JsonNode metric : specs) {
      try {
        Metrics.Measurement measurement = metrics.measure(metric, target);
        told.add(measurement.status());
        if (measurement.replicas() > best.replicas()) {
          best = new Size(measurement.replicas(), measurement.name(), Optional.of(told));
        }
      } catch (UnreadableException e) {
        events.warning(autoscaler, "FailedGetResourceMetric", e.getMessage());
        told.addObject().put("type", "");
        failure = failures == 0 ? e.getMessage() : failure;
        resource = failures == 0 ? Read.text(metric, "resource", "name") : resource;
        failures++;
      }
    }
    if (failures > 0 && (failures == specs.size() || best.replicas() < target.replicas())) {
      status.active(false, "FailedGetResourceMetric",
          "the HPA was unable to compute the replica count: " + failure);
      status.counts(target.replicas(), status.desired(), Optional.of(told));
      events.warning(autoscaler, "FailedComputeMetricsReplicas", "invalid metrics (" + failures + " invalid out of "
          + specs.size() + "), first error is: failed to get " + resource + " resource metric value: " + failure);
      return Optional.empty();
    }
    status.active(true, "ValidMetricFound",
        "the HPA was able to successfully calculate a replica count from " + best.reason());
    return Optional.of(new Size(best.replicas(), best.reason(), Optional.of(told)));
  }

  private Optional<Size> limit(Size best, Recommendations recommendations, Instant now) {
    int current = target.replicas();
    int stable = recommendations.highest(Read.name(autoscaler), best.replicas(), now);
    if (stable != best.replicas()) {
      status.able(true, "ScaleDownStabilized",
          "recent recommendations were higher than current one, applying the highest recent recommendation");
    } else {
      status.able(true, "ReadyForNewScale", "recommended size matches current size");
    }
    Limited limited = Limited.of(stable, current, least(), most());
    status.limited(limited.replicas() != stable, limited.reason(), limited.message());
    if (limited.replicas() == current) {
      status.counts(current, current, best.metrics());
      return Optional.empty();
    }
    String reason = best.replicas() > current ? best.reason() + " above target"
        : best.replicas() < current ? "All metrics below target" : "";
    return Optional.of(new Size(limited.replicas(), reason, best.metrics()));
  }
}

package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.Strategy.Type;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.RollingStrategy;
import dev.driftless.edge.kube.lean.RollingStrategy.RollingUpdate;

import java.time.Duration;

/** Computes how many pods a rollout may take down at once, as the controllers do. */
final class Strategies {

  private static final int DEFAULT_DEADLINE_SECONDS = 600;

  private Strategies() {}

  /**
   * {@code maxUnavailable} rounds down, {@code maxSurge} up; if both come to 0, {@code maxUnavailable} is 1; never more
   * than the replicas (kubernetes/kubernetes, {@code pkg/controller/deployment/util/deployment_util.go}:
   * {@code ResolveFenceposts}, {@code MaxUnavailable}). Absent fields are 25% (defaults of apps/v1).
   */
  static Strategy of(LeanDeployment.Spec spec) {
    int replicas = spec.replicas().orElse(1);
    Type type = type(spec.strategy());
    int unavailable = type == Type.RECREATE ? replicas : fencepost(spec.strategy().rollingUpdate(), replicas);
    int seconds = spec.progressDeadlineSeconds().orElse(DEFAULT_DEADLINE_SECONDS);
    return new Strategy(type, unavailable, 0, spec.paused(), Duration.ofSeconds(seconds));
  }

  private static int fencepost(RollingUpdate update, int replicas) {
    int unavailable = scaled(update.maxUnavailable().orElse("25%"), replicas, false);
    int surge = scaled(update.maxSurge().orElse("25%"), replicas, true);
    return Math.min(replicas, unavailable == 0 && surge == 0 ? 1 : unavailable);
  }

  /**
   * Absent: 1. A percentage rounds down, but never below 1 (kubernetes/kubernetes, {@code
   * pkg/controller/statefulset/stateful_set_utils.go}: {@code getStatefulSetMaxUnavailable}; the API's own description
   * says "up"). Where the feature is off, the API server drops the field.
   */
  static Strategy ofStatefulSet(RollingStrategy strategy, int replicas) {
    Type type = type(strategy);
    if (type == Type.ON_DELETE) {
      return Strategy.ON_DELETE;
    }
    RollingUpdate update = strategy.rollingUpdate();
    int unavailable = Math.max(1, scaled(update.maxUnavailable().orElse("1"), replicas, false));
    return new Strategy(type, unavailable, update.partition(), false, Duration.ZERO);
  }

  /**
   * Absent: 1. A percentage rounds up; 0 together with a {@code maxSurge} takes none down, and without one counts as 1
   * (kubernetes/kubernetes, {@code pkg/controller/daemon/util/daemonset_util.go}: {@code UnavailableCount}, and
   * {@code update.go}: {@code updatedDesiredNodeCounts}).
   */
  static Strategy ofDaemonSet(RollingStrategy strategy, int scheduled) {
    Type type = type(strategy);
    if (type == Type.ON_DELETE) {
      return Strategy.ON_DELETE;
    }
    RollingUpdate update = strategy.rollingUpdate();
    int surge = scaled(update.maxSurge().orElse("0"), scheduled, true);
    int unavailable = scaled(update.maxUnavailable().orElse("1"), scheduled, true);
    int most = unavailable == 0 && surge == 0 ? 1 : unavailable;
    return new Strategy(type, most, 0, false, Duration.ZERO);
  }

  private static Type type(RollingStrategy strategy) {
    return switch (strategy.type()) {
      case "RollingUpdate" -> Type.ROLLING_UPDATE;
      case "Recreate" -> Type.RECREATE;
      case "OnDelete" -> Type.ON_DELETE;
      default -> throw new IllegalArgumentException("strategy type: '" + strategy.type()
          + "'; allowed are RollingUpdate, Recreate, OnDelete");
    };
  }

  private static int scaled(String value, int total, boolean up) {
    if (!value.endsWith("%")) {
      return Integer.parseInt(value);
    }
    long hundredths = Long.parseLong(value.substring(0, value.length() - 1)) * total;
    return (int) (up ? Math.ceilDiv(hundredths, 100L) : Math.floorDiv(hundredths, 100L));
  }
}

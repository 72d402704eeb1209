package dev.driftless.edge.kube.lean;

import java.util.Optional;

/** The strategy of a workload: {@code strategy} of a Deployment, {@code updateStrategy} of the others. */
public record RollingStrategy(String type, RollingUpdate rollingUpdate) implements Partial {

  static final RollingStrategy NONE = new RollingStrategy(null, null);

  public RollingStrategy {
    type = type == null ? "RollingUpdate" : type;
    rollingUpdate = rollingUpdate == null ? RollingUpdate.NONE : rollingUpdate;
  }

  /** Numbers and percentages alike as text: {@code 1}, {@code 25%}. */
  public record RollingUpdate(Optional<String> maxUnavailable, Optional<String> maxSurge, int partition)
      implements Partial {

    static final RollingUpdate NONE = new RollingUpdate(Optional.empty(), Optional.empty(), 0);
  }
}

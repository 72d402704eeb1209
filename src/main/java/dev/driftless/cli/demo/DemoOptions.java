package dev.driftless.cli.demo;

import dev.driftless.config.BindAddress;
import dev.driftless.core.plan.Mode;

import java.util.Optional;
import java.util.Set;

/**
 * What a demo shall be like.
 *
 * @param workloads   {@value Fleet#FEWEST} to {@value #MOST_WORKLOADS}
 * @param speed       how many times as quick as usual the daemon waits, settles and soaks; positive
 * @param seed        for everything that chance decides in the cluster
 * @param keepRunning whether cluster and daemon stay up until somebody stops them
 * @param metrics     where the metrics are asked to be; empty for the usual port, or another if that is taken
 */
public record DemoOptions(int workloads, double speed, long seed, Set<Fault> faults, Mode mode, boolean keepRunning,
    Optional<BindAddress> metrics) {

  public static final int FEWEST_WORKLOADS = Fleet.FEWEST;
  /** More take longer than anybody watches a demo. */
  public static final int MOST_WORKLOADS = 300;
}

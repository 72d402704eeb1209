package dev.driftless.core.plan;

import java.util.List;

/**
 * In which portions the workloads of a campaign are restarted. Each must be over before the next begins.
 *
 * @param canary   whether the first one goes alone
 * @param percents of the campaign, counted from its start, each more than the one before, the last one 100; empty for
 *                 all at once
 */
public record Waves(boolean canary, List<Integer> percents) {

  /** Everything at once. */
  public static final Waves NONE = new Waves(false, List.of());

  public Waves {
    percents = List.copyOf(percents);
  }
}

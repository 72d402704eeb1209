package dev.driftless.edge.kube.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Open as long as a write has the time to be dealt with before anybody else can hold the lease. */
final class LeaseFence implements Fence {

  /** For clocks of other machines that run faster than ours: far more than they do in 15 s. */
  private static final Duration MARGIN = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  /** With less, writes would be given up that only take their time; and nobody knows then what came of them. */
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private final Supplier<Moment> clocks;
  private volatile Optional<Moment> renewal = Optional.empty();

  LeaseFence(Supplier<Moment> clocks) {
    this.clocks = clocks;
  }

  /** @param sent when the renewal that succeeded was sent */
  void renewed(Moment sent) {
    renewal = Optional.of(sent);
  }

  void close() {
    renewal = Optional.empty();
  }

  /** How long ago the last renewal that succeeded was sent; empty if there is none that counts. */
  Optional<Duration> age() {
    return renewal.map(sent -> sent.longestUntil(clocks.get()));
  }

  @Override
  public Optional<Duration> patience() {
    return age().map(age -> Elector.LEASE.minus(MARGIN).minus(age)).filter(left -> left.compareTo(SHORTEST) >= 0)
        .map(left -> left.compareTo(LONGEST) > 0 ? LONGEST : Duration.ofSeconds(left.toSeconds()));
  }
}

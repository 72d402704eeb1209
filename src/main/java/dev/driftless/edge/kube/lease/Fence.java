package dev.driftless.edge.kube.lease;

import java.time.Duration;
import java.util.Optional;

/** Says at the last moment before a write whether it may be sent. For any thread; never waits. */
@FunctionalInterface
public interface Fence {

  /** How long the write may take, in whole seconds; empty if it must not be sent. */
  Optional<Duration> patience();

  /** One that is always open: for who needs no lease. */
  static Fence open(Duration patience) {
    return () -> Optional.of(patience);
  }
}

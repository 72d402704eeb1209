package dev.driftless.simulation;

import dev.driftless.edge.kube.lease.Fence;
import dev.driftless.edge.kube.lease.LeaseRecord;
import dev.driftless.edge.kube.lease.LeaseStore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Processes that lead although they must not. */
final class WrongLeaders {

  private WrongLeaders() {}

  static List<Fault> all() {
    return List.of(new Fault("the fence is always open", 1, AlwaysOpen::new),
        new Fault("the clock stands still", 1, StandingClock::new),
        new Fault("the lease is never written", 1, Pretended::new),
        new Fault("who was too late for the lease has it", 1, Stubborn::new));
  }

  private static final class AlwaysOpen extends Sabotage {

    @Override
    Fence fence(Fence right) {
      return () -> right.patience().or(() -> Optional.of(Duration.ofSeconds(5)));
    }
  }

  /** Both of them: the one that goes forward, and the one that can be set. */
  private static final class StandingClock extends Sabotage {

    @Override
    Instant ticks(Instant right) {
      return Instant.EPOCH;
    }
  }

  private static final class Stubborn extends Sabotage {

    @Override
    LeaseStore leases(LeaseStore right) {
      return new LeaseStore() {
        @Override
        public Found read(Duration patience) {
          return right.read(patience);
        }

        @Override
        public Written write(LeaseRecord lease, String version, Duration patience) {
          Written written = right.write(lease, version, patience);
          return written instanceof Written.Conflict ? new Written.Done("1") : written;
        }
      };
    }
  }

  private static final class Pretended extends Sabotage {

    @Override
    LeaseStore leases(LeaseStore right) {
      return new LeaseStore() {
        @Override
        public Found read(Duration patience) {
          return right.read(patience);
        }

        @Override
        public Written write(LeaseRecord lease, String version, Duration patience) {
          return new Written.Done("1");
        }
      };
    }
  }
}

package dev.driftless.edge.kube.lease;

import java.time.Duration;
import java.util.Optional;

/** One Lease in memory, and the network in front of it. */
final class FakeLeases implements LeaseStore {

  private Optional<LeaseRecord> lease = Optional.empty();
  private int version;
  private boolean down;
  private boolean losingAnswers;
  private Runnable beforeAnswers = () -> { };
  int reads;
  int writes;
  Duration lastPatience;

  @Override
  public Found read(Duration patience) {
    reads++;
    lastPatience = patience;
    return down ? new Found.Failed("down")
        : lease.<Found>map(found -> new Found.Present(found, Integer.toString(version))).orElseGet(Found.Absent::new);
  }

  @Override
  public Written write(LeaseRecord wanted, String expected, Duration patience) {
    writes++;
    lastPatience = patience;
    if (down) {
      return new Written.Failed("down");
    }
    if (!expected.equals(lease.map(found -> Integer.toString(version)).orElse(""))) {
      return new Written.Conflict();
    }
    put(wanted);
    beforeAnswers.run();
    return losingAnswers ? new Written.Failed("no answer") : new Written.Done(Integer.toString(version));
  }

  /** Somebody writes it. */
  void put(LeaseRecord wanted) {
    lease = Optional.of(wanted);
    version++;
  }

  void delete() {
    lease = Optional.empty();
  }

  LeaseRecord lease() {
    return lease.orElseThrow();
  }

  void down(boolean isDown) {
    down = isDown;
  }

  void loseAnswers(boolean lose) {
    losingAnswers = lose;
  }

  /** Happens between a write and its answer. */
  void beforeAnswers(Runnable event) {
    beforeAnswers = event;
  }
}

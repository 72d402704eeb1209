package dev.driftless.edge.kube.lease;

import dev.driftless.edge.kube.lease.LeaseStore.Found;
import dev.driftless.edge.kube.lease.LeaseStore.Written;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One candidate for the lease. Time on other machines is never compared with ours: a lease counts as expired when this
 * process itself has seen it unchanged for as long as it lasts.
 */
public final class Elector {

  /** These three as in client-go. */
  static final Duration LEASE = Duration.ofSeconds(15);
  static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  static final Duration RETRY = Duration.ofSeconds(2);

  private static final Duration ANSWER = Duration.ofSeconds(5);
  /** Whoever did not try for so long was not running. */
  private static final String NO_TROUBLE = "this process stood still";

  private final String identity;
  private final LeaseStore store;
  private final Supplier<Moment> clocks;
  private final LeaseFence fence;
  private Standing standing = new Standing.Standby("the Lease was not looked at yet");
  private Optional<Sighting> sighting = Optional.empty();
  private boolean everHeld;
  private LeaseRecord own = LeaseRecord.NONE;
  /** Of what we wrote last; empty if that is not known for sure. */
  private String version = "";
  private String trouble = NO_TROUBLE;

  /** @param lease empty if there was none */
  private record Sighting(Optional<LeaseRecord> lease, Moment since) {}

  /** @param identity no other process, not even the next one in the same pod, may have it */
  public Elector(String identity, LeaseStore store, Supplier<Moment> clocks) {
    this.identity = identity;
    this.store = store;
    this.clocks = clocks;
    this.fence = new LeaseFence(clocks);
  }

  /** To be asked before every write. */
  public Fence fence() {
    return fence;
  }

  /** Tries once to get the lease or to keep it. Blocks for three answers at most, a holder for less than its lease. */
  public synchronized Standing round() {
    standing = switch (standing) {
      case Standing.Standby standby -> compete();
      case Standing.Hindered hindered -> compete();
      case Standing.Leading leading -> hold();
      case Standing.Lost lost -> lost;
    };
    if (!(standing instanceof Standing.Leading)) {
      fence.close();
    }
    return standing;
  }

  private Standing compete() {
    return switch (store.read(ANSWER)) {
      case Found.Failed(String detail) -> new Standing.Hindered(detail);
      case Found.Absent absent -> isFree(Optional.empty()) ? take(LeaseRecord.NONE, "")
          : new Standing.Standby("the Lease is gone, and who held it may not know yet");
      case Found.Present(LeaseRecord lease, String found) -> isFree(Optional.of(lease)) ? take(lease, found)
          : new Standing.Standby(lease.holder() + " holds the Lease");
    };
  }

  /** Whether nobody can hold it. A lease that was taken away from its holder counts as held until it would end. */
  private boolean isFree(Optional<LeaseRecord> lease) {
    Moment now = clocks.get();
    if (sighting.filter(last -> last.lease().equals(lease)).isEmpty()) {
      sighting = Optional.of(new Sighting(lease, now));
    }
    String holder = lease.map(LeaseRecord::holder).orElse("");
    everHeld |= !holder.isEmpty();
    if (holder.equals(identity) || lease.isPresent() && holder.isEmpty() || lease.isEmpty() && !everHeld) {
      return true;
    }
    Duration lasts = Duration.ofSeconds(Math.max(LEASE.toSeconds(), lease.map(LeaseRecord::seconds).orElse(0)));
    return sighting.get().since().ticksUntil(now).compareTo(lasts) >= 0;
  }

  private Standing take(LeaseRecord found, String foundVersion) {
    Moment sent = clocks.get();
    LeaseRecord wanted = found.takenBy(identity, Math.toIntExact(LEASE.toSeconds()), sent.wall());
    return switch (write(wanted, foundVersion, sent)) {
      case Written.Done done -> new Standing.Leading();
      case Written.Conflict conflict -> new Standing.Standby("another candidate was faster");
      case Written.Failed(String detail) -> new Standing.Hindered(detail);
    };
  }

  private Standing hold() {
    if (isOverdue()) {
      return overdue();
    }
    if (version.isEmpty() || renew(own, version) instanceof Written.Conflict) {
      switch (store.read(patience())) {
        case Found.Absent absent -> {
          return new Standing.Lost("the Lease is gone");
        }
        case Found.Present(LeaseRecord lease, String found) when !lease.holder().equals(identity) -> {
          return new Standing.Lost("the Lease is held by '" + lease.holder() + "'");
        }
        case Found.Present(LeaseRecord lease, String found) -> renew(lease, found);
        case Found.Failed(String detail) -> trouble = detail;
      }
    }
    return isOverdue() ? overdue() : standing;
  }

  private Written renew(LeaseRecord lease, String at) {
    Moment sent = clocks.get();
    return write(lease.renewed(sent.wall()), at, sent);
  }

  private Written write(LeaseRecord lease, String at, Moment sent) {
    version = "";
    Written written = store.write(lease, at, patience());
    switch (written) {
      case Written.Done(String now) -> {
        own = lease;
        version = now;
        trouble = NO_TROUBLE;
        fence.renewed(sent);
      }
      case Written.Conflict conflict -> trouble = "somebody else writes the Lease";
      case Written.Failed(String detail) -> trouble = detail;
    }
    return written;
  }

  private boolean isOverdue() {
    return fence.age().filter(age -> age.compareTo(RENEW_DEADLINE) < 0).isEmpty();
  }

  private Standing overdue() {
    return new Standing.Lost("not renewed for " + RENEW_DEADLINE.toSeconds() + " s: " + trouble);
  }

  /** No longer than there is hope. */
  private Duration patience() {
    Duration left = fence.age().map(RENEW_DEADLINE::minus).orElse(ANSWER);
    return left.compareTo(ANSWER) < 0 ? left.isPositive() ? left : Duration.ofMillis(1) : ANSWER;
  }

  /**
   * Gives the lease back, if we have it, and closes the fence for good. To be called when no write is under way.
   *
   * @return whether the next candidate need not wait
   */
  public synchronized boolean release() {
    boolean leading = standing instanceof Standing.Leading;
    fence.close();
    standing = new Standing.Lost("released");
    if (leading && version.isEmpty() && store.read(ANSWER) instanceof Found.Present(LeaseRecord lease, String found)
        && lease.holder().equals(identity)) {
      own = lease;
      version = found;
    }
    return leading && !version.isEmpty()
        && store.write(own.released(clocks.get().wall()), version, ANSWER) instanceof Written.Done;
  }
}

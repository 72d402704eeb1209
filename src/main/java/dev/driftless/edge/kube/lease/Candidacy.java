package dev.driftless.edge.kube.lease;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs for the lease on a thread of its own, from {@link #start} to {@link #end}. */
public final class Candidacy {

  private static final Logger LOG = LoggerFactory.getLogger(Candidacy.class);

  private final Elector elector;
  private final InstantSource clock;
  private final Listener listener;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lease").factory());
  private volatile Instant lastRound = Instant.MIN;
  private Standing told = new Standing.Standby("");

  /** Is told of each change, one at a time; must not wait. */
  public interface Listener {

    /** Not leading yet, or not for that reason. */
    void standingBy(String why);

    void leading();

    /** Nothing follows. */
    void lost(String why);
  }

  /** @param clock for {@link #lastRound} only */
  public Candidacy(Elector elector, InstantSource clock, Listener listener) {
    this.elector = elector;
    this.clock = clock;
    this.listener = listener;
  }

  /** Makes the first round before it returns. */
  public void start() {
    round();
    long period = Elector.RETRY.toMillis();
    thread.scheduleAtFixedRate(this::round, period, period, TimeUnit.MILLISECONDS);
  }

  private void round() {
    try {
      Standing now = elector.round();
      lastRound = clock.instant();
      if (!now.equals(told) && !thread.isShutdown()) {
        told = now;
        tell(now);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("a round for the lease failed; without a renewal nothing is written any more", e);
    }
  }

  private void tell(Standing standing) {
    switch (standing) {
      case Standing.Standby(String why) -> {
        LOG.atInfo().addKeyValue("detail", why).log("standing by");
        listener.standingBy(why);
      }
      case Standing.Hindered(String why) -> {
        LOG.atError().addKeyValue("detail", why).log("standing by: the Lease cannot be read or written");
        listener.standingBy(why);
      }
      case Standing.Leading leading -> {
        LOG.atInfo().log("leading");
        listener.leading();
      }
      case Standing.Lost(String why) -> {
        LOG.atError().addKeyValue("detail", why).log("leadership lost");
        listener.lost(why);
      }
    }
  }

  /** When the last round ended; {@link Instant#MIN} before the first. May be called from any thread. */
  public Instant lastRound() {
    return lastRound;
  }

  /** @param release whether to give the lease back: only if no write can be under way any more */
  public void end(boolean release) {
    thread.shutdown();
    if (release && elector.release()) {
      LOG.atInfo().log("lease released");
    }
  }
}

package dev.driftless.edge.loop;

import dev.driftless.edge.bus.Topics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Calls the driver on its event loop: when the bus says that something changed, and at least twice a second, because
 * time alone changes what is allowed.
 */
public final class LoopVerticle extends VerticleBase {

  private static final long TICK_MILLIS = 500;
  private static final Duration CENSUS_INTERVAL = Duration.ofSeconds(1);

  private final Driver driver;
  private final InstantSource clock;
  private final Consumer<Throwable> failed;
  private volatile Instant heartbeat = Instant.MIN;
  private Instant counted = Instant.MIN;

  /** @param failed called when a turn fails: what was observed may be lost then, so this process must not go on */
  public LoopVerticle(Driver driver, InstantSource clock, Consumer<Throwable> failed) {
    this.failed = failed;
    this.driver = driver;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK_MILLIS, timer -> turn());
    return Topics.CLUSTER_CHANGED.subscribe(vertx, wake -> turn()).completion();
  }

  /** When the last turn ended without an error; {@link Instant#MIN} before the first. May be called from any thread. */
  public Instant heartbeat() {
    return heartbeat;
  }

  private void turn() {
    try {
      driver.turn();
      Instant now = clock.instant();
      heartbeat = now;
      if (counted.equals(Instant.MIN) || !now.isBefore(counted.plus(CENSUS_INTERVAL))) {
        counted = now;
        Topics.CENSUS.publish(vertx, driver.census());
      }
    } catch (RuntimeException | Error e) {
      driver.stopAdmitting();
      failed.accept(e);
    }
  }
}

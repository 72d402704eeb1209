package dev.driftless.app;

import dev.driftless.core.engine.Memory;
import dev.driftless.edge.kube.StateConfigMap;
import dev.driftless.edge.kube.lease.Candidacy;
import dev.driftless.edge.loop.Driver;
import dev.driftless.edge.metrics.Meters;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** What follows from how this replica stands. */
final class Leadership implements Candidacy.Listener {

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Driver driver;
  private final Meters meters;
  private final StateConfigMap state;
  private final InstantSource clock;
  private final Consumer<End> end;
  private volatile boolean leads;

  /** @param end called when this process must not go on */
  Leadership(Driver driver, Meters meters, StateConfigMap state, InstantSource clock, Consumer<End> end) {
    this.driver = driver;
    this.meters = meters;
    this.state = state;
    this.clock = clock;
    this.end = end;
  }

  @Override
  public void standingBy(String why) {
    meters.leading(false);
    driver.standBy(why);
  }

  /** The lease has to be renewed while the state is read, and nothing is done before it was. */
  @Override
  public void leading() {
    Instant since = clock.instant();
    leads = true;
    meters.leading(true);
    driver.standBy("leads, and has not read yet what the leader before has written down");
    Thread.startVirtualThread(() -> takeOver(since));
  }

  private void takeOver(Instant since) {
    try {
      Optional<Memory> memory = state.load();
      while (memory.isEmpty() && leads) {
        Thread.sleep(AGAIN);
        memory = state.load();
      }
      memory.filter(found -> leads).ifPresent(found -> driver.lead(since, found));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void lost(String why) {
    leads = false;
    driver.stopAdmitting();
    meters.leading(false);
    end.accept(new End.LostLeadership(why));
  }
}

package dev.driftless.app;

import dev.driftless.edge.kube.StateConfigMap;
import dev.driftless.edge.kube.lease.Candidacy;
import dev.driftless.edge.loop.Driver;
import dev.driftless.edge.metrics.Meters;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What follows from how this replica stands. */
final class Leadership implements Candidacy.Listener {

  private final Driver driver;
  private final Meters meters;
  private final StateConfigMap state;
  private final InstantSource clock;
  private final Consumer<End> end;

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
    meters.leading(true);
    Thread.startVirtualThread(() -> driver.lead(since, state.load()));
  }

  @Override
  public void lost(String why) {
    driver.stopAdmitting();
    meters.leading(false);
    end.accept(new End.LostLeadership(why));
  }
}

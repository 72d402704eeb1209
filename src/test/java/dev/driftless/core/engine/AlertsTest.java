package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.AlertGate;
import dev.driftless.core.plan.AlertState;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A drifted workload, and a policy that names alerts. */
class AlertsTest {

  private static final Policy POLICY = Daemon.policy(Mode.ENFORCE, Daemon.limits(100, 100, 100))
      .with(Optional.of(new AlertGate("http://prometheus", "Node.*")));

  private final World world = new World();
  private WorkloadRef cart;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.0");
  }

  @Test
  void nothing_is_restarted_before_the_first_answer_nor_while_an_alert_fires() {
    Daemon daemon = new Daemon(world, POLICY);
    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.ALERTS_UNKNOWN);

    daemon.alerts(new AlertState.Firing(daemon.now(), Set.of("NodeNotReady")));
    assertThat(daemon.tick()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.ALERTS_FIRING);

    daemon.alerts(new AlertState.Firing(daemon.now(), Set.of("Watchdog")));
    assertThat(daemon.refs(daemon.tick())).containsExactly(cart);
  }

  @Test
  void an_answer_that_gets_old_stops_everything() {
    Daemon daemon = new Daemon(world, POLICY);
    daemon.settled();
    daemon.alerts(new AlertState.Firing(daemon.now(), Set.of()));

    List<Effect.Restart> late = daemon.after(Duration.ofSeconds(46));

    assertThat(late).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.ALERTS_UNKNOWN);
  }

  @Test
  void a_restart_under_way_is_followed_to_its_end() {
    Daemon daemon = new Daemon(world, POLICY);
    daemon.settled();
    daemon.alerts(new AlertState.Firing(daemon.now(), Set.of()));
    Effect.Restart restart = daemon.tick().getFirst();

    daemon.alerts(new AlertState.Firing(daemon.now(), Set.of("NodeNotReady")));
    daemon.complete(restart, "1.32.0");

    assertThat(daemon.ended()).hasSize(1);
  }

  @Test
  void without_a_gate_nobody_has_to_be_asked() {
    assertThat(Daemon.enforcing(world).settled()).hasSize(1);
  }

  @Test
  void who_looks_once_asks_nobody() {
    Daemon daemon = new Daemon(world, POLICY.settled());
    daemon.after(Duration.ZERO);

    assertThat(daemon.deferrals(cart)).isEmpty();
  }
}

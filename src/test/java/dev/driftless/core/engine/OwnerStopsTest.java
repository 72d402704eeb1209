package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.Strategy.Type;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Waves;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;

/** Owners who stop a rollout of ours midway, or delete what it is about: their decision, and no failure. */
class OwnerStopsTest {

  private static final Strategy ROLLS = new Strategy(Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO);

  private final World world = new World();
  private final Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
  private WorkloadRef cart;

  @BeforeEach
  void in_restart() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.1");
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
  }

  static List<Arguments> stops() {
    return List.of(Arguments.of(DeferReason.PAUSED, new Strategy(Type.ROLLING_UPDATE, 1, 0, true, Duration.ZERO)),
        Arguments.of(DeferReason.ON_DELETE, Strategy.ON_DELETE));
  }

  @ParameterizedTest
  @MethodSource("stops")
  void a_rollout_that_its_owner_stops_has_not_failed_and_keeps_its_slot(DeferReason reason, Strategy stopped) {
    world.strategy(cart, stopped);
    daemon.after(Duration.ofDays(1));

    assertThat(daemon.ended()).isEmpty();
    assertThat(daemon.census().inFlight().values()).containsExactly(1);
    assertThat(daemon.review(cart).deferred().getFirst().reason()).isEqualTo(reason);
    assertThat(daemon.facts).filteredOn(Fact.Deferred.class::isInstance).last()
        .extracting(fact -> ((Fact.Deferred) fact).reason()).isEqualTo(reason);
  }

  @Test
  void one_whose_owner_stops_it_holds_no_canary_back() {
    WorkloadRef other = world.workload("shop", "other", 3, "1.31.2");
    daemon.under(Daemon.policy(Mode.ENFORCE, Daemon.limits(9, 9, 100).with(new Waves(true, List.of(100)))));
    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.after(Duration.ofSeconds(30))).isEmpty();
    assertThat(daemon.deferrals(other)).startsWith(DeferReason.WAVE);

    world.strategy(cart, new Strategy(Type.ROLLING_UPDATE, 1, 0, true, Duration.ZERO));

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(other);
  }

  @Test
  void its_deadline_goes_on_when_its_owner_lets_it_go_on() {
    world.strategy(cart, new Strategy(Type.ROLLING_UPDATE, 1, 0, true, Duration.ZERO));
    daemon.after(Duration.ofDays(1));
    world.strategy(cart, ROLLS);

    daemon.after(Duration.ofMinutes(14));
    assertThat(daemon.ended()).isEmpty();
    daemon.after(Duration.ofMinutes(2));
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.TIMED_OUT);
  }

  @Test
  void one_that_is_being_deleted_frees_its_slot() {
    WorkloadRef next = world.workload("shop", "next", 4, "1.31.2");

    world.deleting(cart);
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED);
    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(20)))).containsExactly(next);
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.ProofPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** A replica that does not lead, and one that just began to. */
class StandbyTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef orders;

  @BeforeEach
  void two_drifted_workloads() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    orders = world.workload("shop", "orders", 3, "1.31.2");
    world.upgrade("1.32.0");
  }

  @Test
  void it_judges_and_restarts_nothing_for_that_reason_before_all_others() {
    Daemon standby = settling(100, 100).standBy();

    List<Effect.Restart> restarts = standby.settled();

    assertThat(restarts).isEmpty();
    assertThat(standby.verdict(cart)).isInstanceOf(Verdict.Drifted.class);
    assertThat(standby.deferrals(cart)).containsExactly(DeferReason.NOT_LEADER);
    assertThat(standby.census().deferred()).containsOnlyKeys(DeferReason.NOT_LEADER);
  }

  @Test
  void it_asks_nothing_and_has_nothing_to_write_down() {
    Daemon standby = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(100, 100, 100)).standBy();

    assertThat(standby.synced().step().effects()).isEmpty();
    standby.later(LONG);
    assertThat(standby.synced().step().effects()).isEmpty();
  }

  @Test
  void who_takes_over_counts_the_rate_as_spent_for_one_period() {
    Daemon standby = settling(100, 100).standBy();
    standby.settled();

    standby.takeOver();
    List<Effect.Restart> before = standby.after(Duration.ofMinutes(1).minusNanos(1));
    List<DeferReason> reasons = standby.facts.stream().filter(Fact.Deferred.class::isInstance)
        .map(fact -> ((Fact.Deferred) fact).reason()).toList();

    assertThat(before).isEmpty();
    assertThat(reasons).endsWith(DeferReason.RATE, DeferReason.RATE);
    assertThat(standby.refs(standby.after(Duration.ofNanos(1)))).containsExactly(cart, orders);
  }

  @Test
  void who_takes_over_believes_the_mesh_only_when_it_has_settled_again() {
    Daemon standby = Daemon.enforcing(world).standBy();
    standby.settled();

    standby.takeOver();
    standby.after(Duration.ofSeconds(30));

    assertThat(standby.deferrals(cart)).contains(DeferReason.MESH_SETTLING);
  }

  @Test
  void what_was_heard_before_it_took_over_is_not_enough_to_act_on() {
    Daemon standby = settling(100, 100).standBy();
    standby.settled();
    standby.later(Duration.ofSeconds(1));

    standby.takeOver();
    List<Effect.Restart> deaf = standby.blind(LONG);

    assertThat(deaf).isEmpty();
    assertThat(standby.deferrals(cart)).containsExactly(DeferReason.NOT_SYNCED);
    assertThat(standby.refs(standby.after(Duration.ofSeconds(1)))).containsExactly(cart, orders);
  }

  @Test
  void restarts_of_another_leader_keep_their_slots() {
    Daemon leader = settling(1, 1);
    Effect.Restart first = leader.settled().getFirst();
    leader.accept(first);
    Daemon standby = leader.restarted().standBy();
    standby.after(Duration.ZERO);

    standby.takeOver();

    assertThat(standby.after(LONG)).isEmpty();
    assertThat(standby.deferrals(orders)).contains(DeferReason.NO_SLOT);
    assertThat(standby.deferrals(cart)).contains(DeferReason.RESTARTING);
  }

  @Test
  void what_was_done_to_workloads_meanwhile_is_known() {
    Daemon standby = settling(100, 100).standBy();
    standby.settled();
    world.roll(cart, "1.32.0", standby.now());
    standby.after(LONG);

    standby.takeOver();

    assertThat(standby.refs(standby.after(LONG))).containsExactly(orders);
  }

  private Daemon settling(int inFlight, int perNamespace) {
    Limits limits = Daemon.limits(inFlight, perNamespace, 100);
    return new Daemon(world, Daemon.policy(Mode.ENFORCE, limits).settled());
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** People want it otherwise while the engine runs: nothing that it knows is forgotten. */
class PolicyChangeTest {

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef orders;
  private WorkloadRef stock;

  @BeforeEach
  void three_drifted_workloads() {
    world.namespace("shop");
    world.namespace("depot");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    orders = world.workload("shop", "orders", 4, "1.31.2");
    stock = world.workload("depot", "stock", 5, "1.31.2");
    world.upgrade("1.32.0");
  }

  private static Policy policy(Mode mode, Limits limits) {
    return Daemon.policy(mode, limits);
  }

  private Daemon daemon(Policy policy) {
    return new Daemon(world, policy);
  }

  @Test
  void a_mode_holds_from_the_next_tick_on() {
    Limits oneByOne = Daemon.limits(1, 1, 100);
    Daemon daemon = daemon(policy(Mode.OBSERVE, oneByOne));
    assertThat(daemon.settled()).isEmpty();

    daemon.under(policy(Mode.ENFORCE, oneByOne));
    List<Effect.Restart> restarts = daemon.tick();
    assertThat(daemon.refs(restarts)).containsExactly(cart);

    daemon.under(policy(Mode.OBSERVE, oneByOne));
    daemon.complete(restarts.getFirst(), "1.32.0");

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(orders)).containsExactly(DeferReason.MODE_OBSERVE);
  }

  @Test
  void what_is_in_flight_keeps_its_slot_where_there_are_fewer_now() {
    Daemon daemon = daemon(policy(Mode.ENFORCE, Daemon.limits(2, 2, 100)));
    List<Effect.Restart> restarts = daemon.settled();
    assertThat(daemon.refs(restarts)).containsExactly(cart, orders);
    restarts.forEach(daemon::accept);
    daemon.tick();

    daemon.under(policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
    assertThat(daemon.tick()).isEmpty();
    assertThat(daemon.census().inFlight().values()).containsExactly(2);
    world.roll(cart, "1.32.0", daemon.now());
    assertThat(daemon.after(Duration.ofMinutes(2))).isEmpty();
    assertThat(daemon.deferrals(stock)).containsExactly(DeferReason.NO_SLOT);

    world.roll(orders, "1.32.0", daemon.now());
    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(2)))).containsExactly(stock);
  }

  @Test
  void the_rate_counts_what_was_done_before() {
    Daemon daemon = daemon(policy(Mode.ENFORCE, Daemon.limits(100, 100, 2)));
    List<Effect.Restart> restarts = daemon.settled();
    assertThat(restarts).hasSize(2);
    restarts.forEach(daemon::accept);

    daemon.under(policy(Mode.ENFORCE, Daemon.limits(100, 100, 1)));
    assertThat(daemon.tick()).isEmpty();

    daemon.under(policy(Mode.ENFORCE, Daemon.limits(100, 100, 3)));
    assertThat(daemon.refs(daemon.tick())).containsExactly(stock);
  }

  @Test
  void what_leaves_the_scope_is_followed_to_its_end_and_not_restarted_any_more() {
    Limits oneByOne = Daemon.limits(1, 1, 100);
    Daemon daemon = daemon(policy(Mode.ENFORCE, oneByOne));
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.accept(restart);
    daemon.tick();

    daemon.under(policy(Mode.ENFORCE, oneByOne)
        .within(new Policy.Scope(Set.of("depot"), LabelSelector.EVERYTHING)));
    assertThat(daemon.tick()).isEmpty();
    world.roll(cart, "1.32.0", daemon.now());

    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(2)))).containsExactly(stock);
    assertThat(daemon.ended()).extracting(Fact.Ended::ref).containsExactly(cart);
  }

  @Test
  void what_enters_the_scope_is_restarted_in_its_turn() {
    Policy all = policy(Mode.ENFORCE, Daemon.limits(100, 100, 100));
    Daemon daemon = daemon(all.within(new Policy.Scope(Set.of("depot"), LabelSelector.EVERYTHING)));
    assertThat(daemon.refs(daemon.settled())).containsExactly(stock);

    daemon.under(all);
    daemon.tick();

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(15)))).containsExactly(cart, orders);
  }

  @Test
  void what_was_given_up_stays_so_and_keeps_all_others_from_following() {
    Limits strict = Daemon.limits(1, 1, 100);
    Daemon daemon = daemon(policy(Mode.ENFORCE, strict));
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(1));

    daemon.under(policy(Mode.ENFORCE, new Limits(strict.maxInFlight(), 9, strict.rate(), strict.cooldown(), 9,
        strict.deadline(), strict.soak(), 9)));

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).contains(DeferReason.QUARANTINED);
    assertThat(daemon.deferrals(orders)).startsWith(DeferReason.BREAKER_OPEN);
  }

  @Test
  void attempts_and_cooldown_are_those_of_the_policy_in_force() {
    Limits usual = Daemon.limits(1, 1, 100);
    Daemon daemon = daemon(policy(Mode.ENFORCE, usual));
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.deploy(cart, "another");
    world.roll(cart, "1.31.2", daemon.now());
    world.delete(orders);
    world.delete(stock);
    assertThat(daemon.after(Duration.ofMinutes(5))).isEmpty();

    daemon.under(policy(Mode.ENFORCE, new Limits(usual.maxInFlight(), 1, usual.rate(),
        new Limits.Cooldown(Duration.ofMinutes(5), Duration.ofHours(1)), 1, usual.deadline(), usual.soak(), 1)));
    assertThat(daemon.tick()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.QUARANTINED);

    daemon.under(policy(Mode.ENFORCE, new Limits(usual.maxInFlight(), 1, usual.rate(),
        new Limits.Cooldown(Duration.ofMinutes(5), Duration.ofHours(1)), 2, usual.deadline(), usual.soak(), 1)));
    assertThat(daemon.refs(daemon.tick())).containsExactly(cart);
  }

  @Test
  void who_takes_over_does_so_under_the_newest_policy() {
    Daemon daemon = daemon(policy(Mode.OBSERVE, Daemon.limits(100, 100, 100))).standBy();
    daemon.settled();

    daemon.under(policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
    assertThat(daemon.tick()).isEmpty();
    daemon.takeOver();

    assertThat(daemon.refs(daemon.settled())).containsExactly(cart);
  }
}

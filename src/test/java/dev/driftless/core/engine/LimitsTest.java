package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Reaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What holds a drifted workload back, one reason at a time. */
class LimitsTest {

  private final World world = new World();
  private WorkloadRef cart;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.0");
  }

  @Test
  void no_more_workloads_in_flight_than_slots() {
    world.namespace("bank");
    WorkloadRef ledger = world.workload("bank", "ledger", 5, "1.31.2");
    Daemon daemon = limited(Daemon.limits(1, 1, 100));

    List<Effect.Restart> first = daemon.settled();
    daemon.accept(first.getFirst());

    assertThat(daemon.refs(first)).containsExactly(cart);
    assertThat(daemon.after(Duration.ofMinutes(5))).isEmpty();
    assertThat(daemon.facts).filteredOn(Fact.Deferred.class::isInstance).last()
        .extracting(fact -> ((Fact.Deferred) fact).reason()).isEqualTo(DeferReason.NO_SLOT);
    world.roll(cart, "1.32.0", daemon.now());
    assertThat(daemon.after(Duration.ofSeconds(59))).isEmpty();
    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(ledger);
  }

  @Test
  void no_more_workloads_of_a_namespace_in_flight_than_its_slots() {
    WorkloadRef orders = world.workload("shop", "orders", 4, "1.31.2");
    world.namespace("bank");
    WorkloadRef ledger = world.workload("bank", "ledger", 5, "1.31.2");
    Daemon daemon = limited(Daemon.limits(100, 1, 100));

    assertThat(daemon.refs(daemon.settled())).containsExactly(cart, ledger);
    assertThat(daemon.after(Duration.ofMinutes(5))).isEmpty();
    assertThat(daemon.review(orders).restart()).isTrue();
  }

  @Test
  void a_share_of_slots_is_one_of_the_workloads_that_get_a_sidecar() {
    world.workload("shop", "orders", 4, "1.31.2");
    world.observe(Resource.NAMESPACES, "", "plain", new NamespaceFacts("plain", Map.of(), Map.of(), false));
    for (int i = 0; i < 4; i++) {
      world.workloadOf("plain", "w" + i, 1, "");
    }
    Limits all = Daemon.limits(100, 100, 100);
    Daemon daemon = limited(new Limits(new Budget.Percent(50), 100, all.rate(), all.cooldown(), 3, all.deadline(),
        all.soak(), 3));

    assertThat(daemon.refs(daemon.settled())).containsExactly(cart);
  }

  @Test
  void a_stamp_that_cannot_be_read_counts_as_of_when_it_was_first_seen() {
    Daemon daemon = Daemon.enforcing(world);
    world.annotate(cart, Map.of(), Map.of("kubectl.kubernetes.io/restartedAt", "yesterday"));
    daemon.after(Duration.ZERO);

    assertThat(daemon.after(Duration.ofMinutes(10).minusMillis(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.COOLDOWN);
    assertThat(daemon.after(Duration.ofMillis(1))).hasSize(1);
  }

  @Test
  void the_cooldown_of_a_restart_without_an_answer_counts_from_when_it_was_seen() {
    Daemon daemon = Daemon.enforcing(world);
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.answer(restart, new Answer.Unanswered("connection reset"));
    world.apply(restart);
    daemon.after(Duration.ofSeconds(10));
    Instant seen = daemon.now();

    world.deploy(cart, "another");
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(20));

    assertThat(daemon.review(cart).deferred().getFirst().until()).contains(seen.plus(Duration.ofMinutes(10)));
  }

  @Test
  void no_more_restarts_in_any_window_than_the_rate() {
    for (int i = 0; i < 5; i++) {
      world.workload("shop", "w" + i, 5, "1.31.2");
    }
    Daemon daemon = limited(Daemon.limits(100, 100, 2));

    List<Effect.Restart> first = daemon.settled();
    daemon.after(Duration.ofSeconds(30));
    first.forEach(daemon::accept);

    assertThat(first).hasSize(2);
    assertThat(daemon.after(Duration.ofSeconds(59))).isEmpty();
    assertThat(daemon.after(Duration.ofSeconds(1))).hasSize(2);
  }

  @Test
  void the_rate_counts_as_spent_when_a_process_starts() {
    Daemon daemon = limited(Daemon.limits(100, 100, 2));
    daemon.after(Duration.ofSeconds(0));

    assertThat(daemon.after(Duration.ofSeconds(59))).isEmpty();
    assertThat(daemon.after(Duration.ofSeconds(1))).hasSize(1);
  }

  @Test
  void the_cooldown_holds_whatever_the_target() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.complete(daemon.settled().getFirst(), "1.32.0");
    world.upgrade("1.32.3");

    daemon.after(Duration.ZERO);
    assertThat(daemon.after(Duration.ofMinutes(2))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.COOLDOWN);
    assertThat(daemon.after(Duration.ofMinutes(6))).hasSize(1);
  }

  @Test
  void a_restart_by_somebody_else_counts_for_the_cooldown() {
    Daemon daemon = Daemon.enforcing(world);
    world.annotate(cart, Map.of(),
        Map.of("kubectl.kubernetes.io/restartedAt", "2026-03-01T13:00:00+01:00"));

    daemon.settled();

    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.COOLDOWN);
    assertThat(daemon.after(Duration.ofMinutes(8))).hasSize(1);
  }

  @Test
  void it_counts_also_if_its_stamp_is_taken_away() {
    Daemon daemon = Daemon.enforcing(world);
    world.annotate(cart, Map.of(), Map.of("kubectl.kubernetes.io/restartedAt", "2026-03-01T12:00:00Z"));
    daemon.after(Duration.ZERO);
    world.annotate(cart, Map.of(), Map.of());

    assertThat(daemon.after(Duration.ofMinutes(9))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.COOLDOWN);
    assertThat(daemon.after(Duration.ofMinutes(2))).hasSize(1);
  }

  @Test
  void a_workload_that_is_not_settled_waits() {
    Daemon daemon = Daemon.enforcing(world);

    world.replicas(cart, new Replicas(3, 3, 3, 2, true));
    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.NOT_AVAILABLE);
    world.replicas(cart, new Replicas(3, 3, 2, 3, true));
    daemon.tick();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.ROLLOUT_IN_PROGRESS);
    world.replicas(cart, new Replicas(3, 3, 3, 3, false));
    daemon.tick();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.ROLLOUT_IN_PROGRESS);
  }

  @Test
  void strategies_that_a_restart_does_not_fit_wait() {
    Daemon daemon = Daemon.enforcing(world);

    world.strategy(cart, strategy(Strategy.Type.RECREATE, 0, false));
    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.NEEDS_DOWNTIME);
    world.strategy(cart, strategy(Strategy.Type.ROLLING_UPDATE, 1, false));
    assertThat(daemon.tick()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.PARTITIONED);
    world.strategy(cart, strategy(Strategy.Type.ROLLING_UPDATE, 0, true));
    assertThat(daemon.tick()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.PAUSED);
  }

  private static Strategy strategy(Strategy.Type type, int partition, boolean paused) {
    return new Strategy(type, 1, partition, paused, Duration.ZERO);
  }

  @Test
  void a_disruption_budget_is_held_together_with_what_is_in_flight_under_it() {
    Daemon daemon = Daemon.enforcing(world);
    world.budget("shop", "cart", 0, false);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.PDB_BLOCKS);
    world.budget("shop", "cart", 1, true);
    daemon.tick();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.PDB_NEVER_ALLOWS);
    world.budget("shop", "cart", 1, false);
    assertThat(daemon.tick()).hasSize(1);
  }

  @Test
  void the_control_plane_must_stand() {
    Policy plain = Daemon.policy(Mode.ENFORCE, Daemon.limits(100, 100, 100));
    Map<DriftReason, Reaction> reactions = new EnumMap<>(plain.reactions());
    reactions.put(DriftReason.CONTAINER_KIND, Reaction.IGNORE);
    Daemon daemon = new Daemon(world, new Policy(plain.mode(), plain.scope(), plain.mesh(), plain.driftSettle(),
        reactions, plain.proof(), plain.limits()));
    world.istiod("1.32.0", false);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.CONTROL_PLANE_NOT_READY);
    world.istiod("1.31.2", true);
    daemon.settled();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.PROXY_AHEAD);
    world.istiod("latest", true);
    daemon.settled();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.PROXY_NOT_COMPARABLE);
    world.istiod("1.32.0", true);
    world.endpoints(0);
    daemon.settled();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.WEBHOOK_NOT_SERVED);
    world.endpoints(1);
    world.webhook(false);
    daemon.settled();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.WEBHOOK_NOT_SERVED);
    world.webhook(true);
    assertThat(daemon.settled()).hasSize(1);
  }

  @Test
  void every_control_plane_must_stand_where_a_sidecar_is_to_go() {
    Policy plain = Daemon.policy(Mode.ENFORCE, Daemon.limits(100, 100, 100));
    Map<DriftReason, Reaction> reactions = new EnumMap<>(plain.reactions());
    reactions.put(DriftReason.UNWANTED_SIDECAR, Reaction.RESTART);
    Daemon daemon = new Daemon(world, new Policy(plain.mode(), plain.scope(), plain.mesh(), plain.driftSettle(),
        reactions, plain.proof(), plain.limits()));
    world.observe(Resource.NAMESPACES, "", "shop", new NamespaceFacts("shop", Map.of(), Map.of(), false));
    world.istiod("1.32.0", false);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.CONTROL_PLANE_NOT_READY);
    world.istiod("1.32.0", true);
    assertThat(daemon.settled()).hasSize(1);
  }

  @Test
  void an_informer_that_has_seen_nothing_for_three_minutes_closes_the_gate() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.after(Duration.ZERO);
    daemon.after(Duration.ofSeconds(59));

    daemon.informer(Resource.PODS, new InformerState(true, daemon.now().minus(Duration.ofSeconds(181))));
    daemon.tick();

    assertThat(daemon.deferrals(cart)).contains(DeferReason.STALE_FACTS);
    daemon.informer(Resource.PODS, new InformerState(false, daemon.now()));
    daemon.tick();
    assertThat(daemon.deferrals(cart)).contains(DeferReason.NOT_SYNCED);
  }

  private Daemon limited(Limits limits) {
    return new Daemon(world, Daemon.policy(Mode.ENFORCE, limits));
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a failed restart stops, for how long, and what nobody could see. */
class RecoveryTest {

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef orders;

  @BeforeEach
  void two_drifted_workloads() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    orders = world.workload("shop", "orders", 4, "1.31.2");
    world.upgrade("1.32.1");
  }

  private Daemon oneAtATime() {
    return new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
  }

  private Daemon restarting() {
    Daemon daemon = oneAtATime();
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    return daemon;
  }

  private Daemon failed() {
    Daemon daemon = restarting();
    world.rollInVain(cart, "1.32.1");
    daemon.after(Duration.ofMinutes(16));
    return daemon;
  }

  @Test
  void the_reason_names_the_workloads_that_failed() {
    Daemon daemon = failed();

    assertThat(daemon.review(orders).deferred()).extracting(Deferral::reason)
        .startsWith(DeferReason.BREAKER_OPEN);
    assertThat(daemon.review(orders).deferred().getFirst().detail()).contains(cart.toString());
  }

  @Test
  void a_new_process_knows_that_a_restart_has_failed_also_when_nothing_old_is_left() {
    Daemon daemon = failed().restarted();

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.after(Duration.ofHours(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).isEmpty();
    assertThat(daemon.census().inFlight()).isEqualTo(Map.of(cart.kind(), 1));
    assertThat(daemon.deferrals(orders)).startsWith(DeferReason.BREAKER_OPEN);
  }

  @Test
  void a_restart_of_long_ago_whose_workload_fails_now_neither_stops_nor_proves_anything() {
    Daemon before = failed();
    before.after(Duration.ofDays(1));
    Daemon daemon = before.restarted();

    assertThat(daemon.refs(daemon.settled())).containsExactly(orders);
  }

  @Test
  void a_deploy_that_heals_the_failed_workload_closes_the_breaker() {
    Daemon daemon = failed();

    world.deploy(cart, "mended");
    world.roll(cart, "1.32.1", daemon.now());

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(orders);
  }

  @Test
  void deleting_the_failed_workload_closes_the_breaker() {
    Daemon daemon = failed();

    world.delete(cart);

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(orders);
  }

  @Test
  void a_person_who_heals_what_did_not_converge_closes_the_breaker() {
    Daemon daemon = restarting();
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofMinutes(5));
    assertThat(daemon.deferrals(orders)).startsWith(DeferReason.BREAKER_OPEN);

    world.roll(cart, "1.32.1", daemon.now());

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(orders);
  }

  @Test
  void a_moment_in_which_nothing_can_be_judged_does_not_close_the_breaker() {
    Daemon daemon = failed();

    world.breakInjector();
    daemon.after(Duration.ofSeconds(1));
    world.injector("1.32.1");

    assertThat(daemon.after(Duration.ofSeconds(1))).isEmpty();
    assertThat(daemon.after(Duration.ofMinutes(5))).isEmpty();
    assertThat(daemon.deferrals(orders)).startsWith(DeferReason.BREAKER_OPEN);
  }

  @Test
  void a_moment_in_which_nothing_can_be_judged_does_not_forget_a_success_either() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(2, 2, 100)));
    daemon.settled().forEach(daemon::accept);
    daemon.tick();
    world.roll(cart, "1.32.1", daemon.now());
    world.rollInVain(orders, "1.32.1");
    daemon.after(Duration.ofMinutes(16));

    world.breakInjector();
    daemon.after(Duration.ofSeconds(1));
    world.injector("1.32.1");
    WorkloadRef third = world.workload("shop", "third", 5, "1.31.2");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(2)))).containsExactly(third);
  }

  @Test
  void a_corrected_target_reaches_a_failed_workload_also_under_a_disruption_budget() {
    world.budget("shop", "cart", 1, false);
    Daemon daemon = restarting();
    world.stick(cart, "1.32.1");
    world.budget("shop", "cart", 0, false);
    daemon.after(Duration.ofMinutes(16));

    world.upgrade("1.32.2");
    daemon.after(Duration.ZERO);

    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(1)))).containsExactly(cart);
  }

  @Test
  void a_new_pod_without_its_sidecar_fails_the_restart_whatever_the_policy_says_of_old_ones() {
    Policy plain = Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100));
    Map<DriftReason, Reaction> reactions = new EnumMap<>(plain.reactions());
    reactions.put(DriftReason.MISSING_SIDECAR, Reaction.IGNORE);
    Daemon daemon = new Daemon(world,
        new Policy(plain.mode(), plain.scope(), plain.mesh(), plain.driftSettle(), reactions, plain.proof(),
            plain.limits()));
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();

    world.rollWithoutSidecar(cart, daemon.now());

    assertThat(daemon.after(Duration.ofMinutes(5))).isEmpty();
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.WITHOUT_SIDECAR);
  }

  @Test
  void a_workload_scaled_to_nothing_is_over_and_proves_nothing() {
    WorkloadRef third = world.workload("shop", "third", 5, "1.31.2");
    Daemon daemon = restarting();

    world.scale(cart, 0);
    List<Effect.Restart> next = daemon.after(Duration.ofSeconds(1));
    daemon.accept(next.getFirst());
    daemon.tick();
    world.stick(orders, "1.32.1");
    daemon.after(Duration.ofMinutes(16));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome)
        .containsExactly(Outcome.SUPERSEDED, Outcome.TIMED_OUT);
    assertThat(daemon.deferrals(third)).startsWith(DeferReason.BREAKER_OPEN);
  }

  @Test
  void a_write_that_may_have_been_undone_by_others_is_not_repeated_before_the_cooldown() {
    Daemon daemon = oneAtATime();
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.answer(restart, new Answer.Unanswered("connection reset"));

    world.apply(restart);
    world.annotate(cart, Map.of(), Map.of());
    world.roll(cart, "1.31.2", daemon.now());
    world.news();
    world.replicas(cart, world.facts(cart).replicas());
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.COOLDOWN);
  }

  @Test
  void a_restart_whose_marks_somebody_removed_is_known_by_its_template() {
    Daemon daemon = oneAtATime();
    Effect.Restart restart = daemon.settled().getFirst();
    world.apply(restart);
    world.annotate(cart, Map.of(), world.facts(cart).template().annotations());
    daemon.answer(restart, new Answer.Unanswered("connection reset"));

    assertThat(daemon.after(Duration.ofSeconds(1))).isEmpty();
    assertThat(daemon.census().inFlight()).isEqualTo(Map.of(cart.kind(), 1));
    world.roll(cart, "1.32.1", daemon.now());

    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(2)))).containsExactly(orders);
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
  }

  @Test
  void no_deadline_passes_while_nobody_can_see() {
    Daemon daemon = restarting();
    for (int minute = 0; minute < 20; minute++) {
      daemon.blind(Duration.ofMinutes(1));
    }

    daemon.after(Duration.ofMinutes(1));
    assertThat(daemon.ended()).isEmpty();
    world.roll(cart, "1.32.1", daemon.now());
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
  }

  @Test
  void a_conflict_over_something_else_than_the_version_is_not_waited_for_for_ever() {
    world.delete(orders);
    Daemon daemon = oneAtATime();
    daemon.answer(daemon.settled().getFirst(), new Answer.Conflict("quota is being updated"));

    assertThat(daemon.after(Duration.ofSeconds(20))).isEmpty();
    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(cart);
  }

  @Test
  void an_object_that_cannot_be_taken_in_is_named() {
    Daemon daemon = oneAtATime();
    daemon.settled();

    daemon.informer(Resource.PODS, new InformerState(false, daemon.now(), Optional.of("shop/odd")));

    assertThat(daemon.tick()).isEmpty();
    assertThat(daemon.review(cart).deferred()).contains(Deferral.of(DeferReason.NOT_SYNCED,
        "cannot take in shop/odd of pods; see the log"));
  }

  @Test
  void a_restart_by_kyma_counts_for_the_cooldown() {
    Instant recently = World.START.minusSeconds(30);
    world.annotate(cart, Map.of(), Map.of("restarter.istio-operator.kyma-project.io/restartedAt",
        recently.toString()));
    Daemon daemon = oneAtATime();
    daemon.settled();

    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.COOLDOWN);
  }

  @Test
  void a_mark_from_the_future_counts_as_of_when_it_was_first_seen() {
    world.annotate(cart, Map.of(Marks.RESTART_ID, "x", Marks.TARGET, "old", Marks.ATTEMPT, "1", Marks.STARTED_AT,
        World.START.plus(Duration.ofDays(9)).toString()), Map.of());
    world.delete(orders);
    Daemon daemon = oneAtATime();
    daemon.settled();

    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.COOLDOWN);
    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(10)))).contains(cart);
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Restarts that do not go well: what they stop, what they keep, and how they heal. */
class FailureTest {

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef orders;

  @BeforeEach
  void two_drifted_workloads_and_one_slot() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    orders = world.workload("shop", "orders", 4, "1.31.2");
    world.upgrade("1.32.1");
  }

  private Daemon narrow() {
    return new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
  }

  private Daemon stuck() {
    Daemon daemon = narrow();
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.stick(cart, "1.32.1");
    daemon.after(Duration.ofMinutes(16));
    return daemon;
  }

  @Test
  void a_rollout_without_progress_fails_with_its_reason_and_keeps_its_slot() {
    Daemon daemon = stuck();

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome, Fact.Ended::detail).containsExactly(
        tuple(Outcome.TIMED_OUT,
            "0 of 3 new pods ready, none more within 15m; SIDECAR_IMAGE_PULL: image-of-istio-proxy: container"
                + " istio-proxy: ImagePullBackOff"));
    assertThat(daemon.deferrals(cart)).contains(DeferReason.FAILED);
    assertThat(daemon.census().inFlight().values()).containsExactly(1);
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.ended()).hasSize(1);
  }

  @Test
  void a_failure_before_the_first_success_stops_everything() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(2, 2, 100)));
    WorkloadRef later = world.workload("shop", "later", 9, "1.31.2");
    List<Effect.Restart> first = daemon.settled();
    first.forEach(daemon::accept);
    daemon.tick();
    world.stick(cart, "1.32.1");
    daemon.after(Duration.ofMinutes(16));
    world.delete(orders);

    assertThat(daemon.after(Duration.ofHours(1))).isEmpty();
    assertThat(daemon.deferrals(later)).startsWith(DeferReason.BREAKER_OPEN);
  }

  @Test
  void a_slow_workload_that_heals_closes_the_breaker_and_counts_as_verified() {
    Daemon daemon = stuck();

    world.roll(cart, "1.32.1", daemon.now());
    daemon.after(Duration.ofSeconds(30));
    List<Effect.Restart> next = daemon.after(Duration.ofSeconds(31));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome)
        .containsExactly(Outcome.TIMED_OUT, Outcome.VERIFIED);
    assertThat(daemon.refs(next)).containsExactly(orders);
  }

  @Test
  void a_corrected_target_is_tried_on_the_failed_workload_although_it_is_not_healthy() {
    Daemon daemon = stuck();
    world.upgrade("1.32.2");
    daemon.after(Duration.ZERO);

    List<Effect.Restart> next = daemon.after(Duration.ofMinutes(1));
    daemon.complete(next.getFirst(), "1.32.2");

    assertThat(daemon.refs(next)).containsExactly(cart);
    assertThat(next.getFirst().marks().attempt()).isEqualTo(1);
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome)
        .containsExactly(Outcome.TIMED_OUT, Outcome.VERIFIED);
  }

  @Test
  void a_corrected_target_waits_for_the_cooldown() {
    Daemon daemon = narrow();
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.stick(cart, "1.32.1");
    world.upgrade("1.32.2");
    daemon.after(Duration.ZERO);

    assertThat(daemon.after(Duration.ofMinutes(9))).isEmpty();
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.COOLDOWN);
    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(1)))).containsExactly(cart);
  }

  @Test
  void a_restart_that_leaves_the_drift_in_place_never_happens_twice() {
    Daemon daemon = narrow();
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();

    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.DID_NOT_CONVERGE);
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).contains(DeferReason.QUARANTINED, DeferReason.BREAKER_OPEN);
    assertThat(daemon.deferrals(orders)).startsWith(DeferReason.BREAKER_OPEN);
  }

  @Test
  void an_annotation_taken_off_is_never_fought_over() {
    Daemon daemon = narrow();
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();

    world.annotate(cart, world.facts(cart).annotations(), Map.of());
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.REVERTED);
    world.replicas(cart, new Replicas(3, 3, 3, 3, true));
    daemon.after(Duration.ofDays(1));
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.QUARANTINED);
  }

  @Test
  void a_deploy_midway_supersedes_the_restart() {
    Daemon daemon = narrow();
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();

    world.deploy(cart, "a-new-template");
    List<Effect.Restart> next = daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED);
    assertThat(daemon.refs(next)).containsExactly(orders);
  }

  @Test
  void a_healthy_restart_whose_target_changed_midway_is_no_failure() {
    Daemon daemon = narrow();
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.upgrade("1.32.2");
    world.roll(cart, "1.32.1", daemon.now());

    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED_BY_TARGET);
  }

  @Test
  void a_new_process_finds_the_slot_taken_and_goes_on() {
    Daemon before = narrow();
    before.accept(before.settled().getFirst());
    before.tick();
    world.stick(cart, "1.32.1");
    before.tick();

    Daemon daemon = before.restarted();

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.census().inFlight()).isEqualTo(Map.of(cart.kind(), 1));
    world.roll(cart, "1.32.1", daemon.now());
    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(1)))).containsExactly(orders);
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
  }

  @Test
  void a_new_process_does_not_tell_again_what_had_ended() {
    Daemon before = narrow();
    before.complete(before.settled().getFirst(), "1.32.1");

    Daemon daemon = before.restarted();

    daemon.accept(daemon.settled().getFirst());
    assertThat(daemon.ended()).isEmpty();
    assertThat(daemon.census().inFlight()).isEqualTo(Map.of(orders.kind(), 1));
  }

  @Test
  void unreadable_marks_make_the_workload_unknown() {
    world.annotate(cart, Map.of(Marks.RESTART_ID, "x", Marks.ATTEMPT, "many"), Map.of());
    Daemon daemon = narrow();

    assertThat(daemon.refs(daemon.settled())).containsExactly(orders);
    assertThat(daemon.review(cart).verdict().label()).isEqualTo("Unknown");
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** One workload from drift to verified, and every way to stray from that line. */
class RestartTest {

  private final World world = new World();
  private WorkloadRef cart;

  @BeforeEach
  void a_workload_in_sync_and_then_an_upgrade() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
  }

  @Test
  void a_workload_in_sync_is_left_alone() {
    Daemon daemon = Daemon.enforcing(world);

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.facts).isEmpty();
    assertThat(daemon.review(cart).verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void a_drifted_workload_is_restarted_once_and_verified() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");

    Effect.Restart restart = daemon.settled().getFirst();
    daemon.complete(restart, "1.32.0");

    assertThat(restart.ref()).isEqualTo(cart);
    assertThat(restart.dryRun()).isFalse();
    assertThat(restart.marks().attempt()).isEqualTo(1);
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void what_is_to_be_done_is_called_a_restart() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    daemon.after(Duration.ZERO);

    assertThat(daemon.review(cart).action()).isEqualTo(Review.Action.RESTART);
  }

  @Test
  void the_story_is_told_in_order() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");

    daemon.complete(daemon.settled().getFirst(), "1.32.0");

    assertThat(daemon.facts.stream().map(fact -> fact.getClass().getSimpleName()))
        .containsExactly("Judged", "Deferred", "Requested", "Answered", "Judged", "Ended");
  }

  @Test
  void nothing_is_judged_told_or_decided_before_every_informer_has_synced() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");

    daemon.tick();

    assertThat(daemon.facts).isEmpty();
    assertThat(daemon.deferrals(cart)).contains(DeferReason.NOT_SYNCED);
  }

  @Test
  void drift_must_settle() {
    Daemon daemon = Daemon.enforcing(world);
    daemon.settled();
    world.upgrade("1.32.0");

    assertThat(daemon.after(Duration.ZERO)).isEmpty();
    assertThat(daemon.after(Duration.ofSeconds(59))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.MESH_SETTLING);
    assertThat(daemon.after(Duration.ofSeconds(1))).hasSize(1);
  }

  @Test
  void nothing_is_restarted_while_the_slot_is_taken_and_the_write_unanswered() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    daemon.settled();

    assertThat(daemon.after(Duration.ofHours(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).contains(DeferReason.AWAITING_ANSWER);
  }

  @Test
  void an_answer_lost_after_the_write_causes_no_second_restart() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    Effect.Restart restart = daemon.settled().getFirst();

    world.apply(restart);
    daemon.answer(restart, new Answer.Unanswered("connection reset"));
    daemon.after(Duration.ofSeconds(1));
    world.roll(cart, "1.32.0", daemon.now());

    assertThat(daemon.after(Duration.ofMinutes(2))).isEmpty();
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
  }

  @Test
  void a_write_lost_before_the_server_is_sent_again_only_when_it_cannot_arrive_any_more() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    Effect.Restart restart = daemon.settled().getFirst();

    daemon.answer(restart, new Answer.Unanswered("timeout"));

    assertThat(daemon.after(Duration.ofSeconds(20))).isEmpty();
    assertThat(daemon.deferrals(cart)).contains(DeferReason.AWAITING_ANSWER);
    assertThat(daemon.after(Duration.ofSeconds(1))).hasSize(1);
  }

  @Test
  void an_unanswered_write_is_excluded_when_the_object_moved_on_without_it() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.answer(restart, new Answer.Unanswered("timeout"));

    world.replicas(cart, world.facts(cart).replicas());

    assertThat(daemon.after(Duration.ofSeconds(1))).hasSize(1);
  }

  @Test
  void a_conflict_is_planned_again_on_the_newest_version_only() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    Effect.Restart restart = daemon.settled().getFirst();

    daemon.answer(restart, new Answer.Conflict("the object has been modified"));
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.AWAITING_ANSWER);
    world.replicas(cart, world.facts(cart).replicas());
    assertThat(daemon.tick()).extracting(Effect.Restart::resourceVersion)
        .containsExactly(world.facts(cart).resourceVersion());
  }

  @Test
  void a_refused_restart_waits_longer_each_time() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    daemon.answer(daemon.settled().getFirst(), new Answer.Refused(403, "no patch for you"));

    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.deferrals(cart)).contains(DeferReason.REFUSED);
    daemon.answer(daemon.after(Duration.ofMinutes(10)).getFirst(), new Answer.Refused(403, "no"));
    assertThat(daemon.after(Duration.ofMinutes(19))).isEmpty();
    assertThat(daemon.after(Duration.ofMinutes(1))).hasSize(1);
  }

  @Test
  void observe_decides_nothing() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.OBSERVE, Daemon.limits(100, 100, 100)));
    world.upgrade("1.32.0");

    assertThat(daemon.settled()).isEmpty();
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.MODE_OBSERVE);
  }

  @Test
  void a_dry_run_is_sent_once_per_target_and_template() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.DRY_RUN, Daemon.limits(100, 100, 100)));
    world.upgrade("1.32.0");

    Effect.Restart first = daemon.settled().getFirst();
    daemon.answer(first, new Answer.Accepted("200"));

    assertThat(first.dryRun()).isTrue();
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.MODE_DRY_RUN);
    world.deploy(cart, "another");
    assertThat(daemon.after(Duration.ofMinutes(2))).extracting(Effect.Restart::dryRun).containsExactly(true);
  }

  @Test
  void a_workload_deleted_while_its_write_is_under_way_is_forgotten() {
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    Effect.Restart restart = daemon.settled().getFirst();

    world.delete(cart);
    daemon.tick();
    daemon.answer(restart, new Answer.Conflict("gone"));

    assertThat(daemon.after(Duration.ofHours(1))).isEmpty();
    assertThat(daemon.census().inFlight()).isEmpty();
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A person has a workload that was given up restarted once more towards the same target. */
class RetryTest {

  private static final Limits LIMITS = Daemon.limits(1, 1, 100);
  private static final Duration COOLDOWN = LIMITS.cooldown().initial();

  private final World world = new World();
  private Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, LIMITS));
  private WorkloadRef cart;
  private WorkloadRef orders;
  private Effect.Restart vain;
  private String target;

  @BeforeEach
  void one_of_two_drifted_workloads_is_given_up() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    orders = world.workload("shop", "orders", 4, "1.31.2");
    world.upgrade("1.32.1");
    vain = daemon.settled().getFirst();
    target = vain.marks().target();
    failOn(vain);
  }

  /** It comes up as drifted as before. */
  private void failOn(Effect.Restart restart) {
    daemon.accept(restart);
    daemon.tick();
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.ended().getLast().outcome()).isEqualTo(Outcome.DID_NOT_CONVERGE);
  }

  private void annotate(String key, String value) {
    Map<String, String> annotations = new HashMap<>(world.facts(cart).annotations());
    if (value.isEmpty()) {
      annotations.remove(key);
    } else {
      annotations.put(key, value);
    }
    world.annotate(cart, annotations, world.facts(cart).template().annotations());
  }

  private void retry() {
    annotate(Marks.RETRY, target);
  }

  private String detail() {
    return daemon.review(cart).deferred().getFirst().detail();
  }

  @Test
  void what_is_quarantined_says_which_annotation_has_it_tried_again() {
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(detail()).endsWith(
        "; annotation driftless.dev/retry: \"" + target + "\" on the workload lets it be tried again");
  }

  @Test
  void it_is_restarted_once_more_as_a_first_attempt_that_says_why() {
    daemon.after(COOLDOWN);

    retry();
    List<Effect.Restart> next = daemon.tick();

    assertThat(daemon.refs(next)).containsExactly(cart);
    assertThat(next.getFirst().marks().attempt()).isEqualTo(1);
    assertThat(next.getFirst().marks().retried()).isTrue();
    assertThat(vain.marks().retried()).isFalse();
  }

  @Test
  void the_cooldown_holds() {
    retry();

    assertThat(daemon.after(COOLDOWN.minusSeconds(2))).isEmpty();
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.COOLDOWN);
    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(2)))).containsExactly(cart);
  }

  @Test
  void nobody_follows_before_it_is_seen_to_succeed() {
    retry();
    daemon.accept(daemon.after(COOLDOWN).getFirst());
    daemon.tick();
    assertThat(daemon.deferrals(orders)).startsWith(DeferReason.BREAKER_OPEN);

    world.roll(cart, "1.32.1", daemon.now());
    List<Effect.Restart> next = daemon.after(Duration.ofMinutes(1));

    assertThat(daemon.ended().getLast().outcome()).isEqualTo(Outcome.VERIFIED);
    assertThat(daemon.refs(next)).containsExactly(orders);
  }

  @Test
  void it_works_once() {
    retry();
    failOn(daemon.after(COOLDOWN).getFirst());

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.QUARANTINED);
    assertThat(detail()).endsWith("; annotation driftless.dev/retry: \"" + target
        + "\" was used once; it works again when driftless.dev/retried is removed");
  }

  @Test
  void it_works_once_also_for_a_tool_that_puts_it_back() {
    retry();
    failOn(daemon.after(COOLDOWN).getFirst());

    annotate(Marks.RETRY, "");
    daemon.tick();
    retry();

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void it_works_again_once_the_record_of_it_is_removed() {
    retry();
    failOn(daemon.after(COOLDOWN).getFirst());

    annotate(Marks.RETRIED, "");

    assertThat(daemon.refs(daemon.after(COOLDOWN))).containsExactly(cart);
  }

  @Test
  void another_target_does_nothing_and_is_called_that() {
    annotate(Marks.RETRY, "default@other");

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.QUARANTINED);
    assertThat(detail()).endsWith("; annotation driftless.dev/retry: \"" + target
        + "\" on the workload lets it be tried again, \"default@other\" is another target");
  }

  @Test
  void a_new_process_obeys_it_as_well() {
    retry();
    daemon = daemon.restarted();
    daemon.settled();

    assertThat(daemon.refs(daemon.after(COOLDOWN))).containsExactly(cart);
  }

  @Test
  void a_new_process_knows_that_it_was_obeyed() {
    retry();
    failOn(daemon.after(COOLDOWN).getFirst());
    daemon = daemon.restarted();
    daemon.settled();

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.QUARANTINED);
  }

  @Test
  void it_is_not_used_up_by_a_restart_that_did_not_happen() {
    retry();
    Effect.Restart unsent = daemon.after(COOLDOWN).getFirst();
    daemon.answer(unsent, new Answer.Failed("connection refused"));

    List<Effect.Restart> next = daemon.after(Duration.ofSeconds(10));

    assertThat(daemon.refs(next)).containsExactly(cart);
    assertThat(next.getFirst().marks().retried()).isTrue();
  }

  @Test
  void who_takes_away_everything_at_once_is_not_fought_either() {
    world.delete(orders);
    retry();
    Effect.Restart second = daemon.after(COOLDOWN).getFirst();
    daemon.accept(second);

    world.annotate(cart, Map.of(Marks.RETRY, target), Map.of());

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.QUARANTINED);
    assertThat(detail()).contains("vanished at once", "was used once");
  }

  @Test
  void nor_is_who_takes_away_everything_of_a_restart_that_was_seen() {
    world.delete(orders);
    retry();
    daemon.accept(daemon.after(COOLDOWN).getFirst());
    daemon.tick();

    world.annotate(cart, Map.of(Marks.RETRY, target), Map.of());
    world.roll(cart, "1.31.2", daemon.now());

    assertThat(daemon.after(Duration.ofSeconds(1))).isEmpty();
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(detail()).contains("was used once");
  }

  @Test
  void nor_is_who_takes_away_everything_of_a_restart_without_an_answer() {
    world.delete(orders);
    retry();
    Effect.Restart second = daemon.after(COOLDOWN).getFirst();
    daemon.answer(second, new Answer.Unanswered("connection reset"));
    world.apply(second);

    world.annotate(cart, Map.of(Marks.RETRY, target), Map.of());

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(detail()).contains("was used once");
  }

  @Test
  void it_waits_for_the_end_of_what_is_not_given_up() {
    world.upgrade("1.32.2");
    daemon.after(Duration.ZERO);
    Effect.Restart going = daemon.after(COOLDOWN).getFirst();
    daemon.accept(going);
    daemon.tick();

    annotate(Marks.RETRY, going.marks().target());

    assertThat(daemon.after(COOLDOWN.plusSeconds(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.RESTARTING);
  }

  @Test
  void what_was_reverted_is_tried_again_on_request_and_then_left_alone() {
    world.delete(orders);
    world.upgrade("1.32.2");
    daemon.after(Duration.ZERO);
    Effect.Restart reverted = daemon.after(COOLDOWN).getFirst();
    revert(reverted);
    target = reverted.marks().target();

    retry();
    Effect.Restart again = daemon.after(COOLDOWN).getFirst();
    revert(again);

    assertThat(again.marks().retried()).isTrue();
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).endsWith(Outcome.REVERTED, Outcome.REVERTED);
    daemon.after(Duration.ofDays(1));
    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.QUARANTINED);
  }

  @Test
  void what_was_undone_with_all_its_marks_can_be_tried_again_as_well() {
    world.delete(orders);
    world.upgrade("1.32.2");
    daemon.after(Duration.ZERO);
    Effect.Restart undone = daemon.after(COOLDOWN).getFirst();
    daemon.accept(undone);
    daemon.tick();
    world.annotate(cart, Map.of(), Map.of());
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(1));

    annotate(Marks.RETRY, undone.marks().target());

    assertThat(daemon.refs(daemon.after(COOLDOWN))).containsExactly(cart);
  }

  private void revert(Effect.Restart restart) {
    daemon.accept(restart);
    daemon.tick();
    world.annotate(cart, world.facts(cart).annotations(), Map.of());
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(1));
  }

  @Test
  void one_that_failed_and_is_not_healthy_is_tried_again_on_request() {
    retry();
    daemon.accept(daemon.after(COOLDOWN).getFirst());
    daemon.tick();
    annotate(Marks.RETRIED, "");
    world.stick(cart, "1.32.1");

    List<Effect.Restart> next = daemon.after(LIMITS.deadline());

    assertThat(daemon.ended().getLast().outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(daemon.refs(next)).containsExactly(cart);
    assertThat(next.getFirst().marks().attempt()).isEqualTo(1);
    daemon.complete(next.getFirst(), "1.32.1");
    assertThat(daemon.ended().getLast().outcome()).isEqualTo(Outcome.VERIFIED);
  }

  @Test
  void later_attempts_remember_that_a_person_began_them() {
    world.delete(orders);
    retry();
    Effect.Restart first = daemon.after(COOLDOWN).getFirst();
    daemon.accept(first);
    daemon.tick();
    world.deploy(cart, "another-template");
    world.roll(cart, "1.31.2", daemon.now());

    daemon.tick();
    Effect.Restart second = daemon.after(COOLDOWN.multipliedBy(2)).getFirst();

    assertThat(second.ref()).isEqualTo(cart);
    assertThat(second.marks().attempt()).isEqualTo(2);
    assertThat(second.marks().retried()).isTrue();
  }
}

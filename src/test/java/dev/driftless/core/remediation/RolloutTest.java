package dev.driftless.core.remediation;

import static dev.driftless.core.remediation.InRestart.DEADLINE;
import static dev.driftless.core.remediation.InRestart.IMAGE;
import static dev.driftless.core.remediation.InRestart.OLD;
import static dev.driftless.core.remediation.InRestart.SOAK;
import static dev.driftless.core.remediation.InRestart.START;
import static dev.driftless.core.remediation.InRestart.fresh;
import static dev.driftless.core.remediation.InRestart.judged;
import static dev.driftless.core.remediation.InRestart.old;
import static dev.driftless.core.remediation.InRestart.proved;
import static dev.driftless.core.remediation.InRestart.rolling;
import static dev.driftless.core.remediation.InRestart.starting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a restart stands whose pods its owner replaces. */
class RolloutTest {

  private static final Verdict DRIFTED = new Verdict.Drifted(List.of(IMAGE));

  @Test
  void who_takes_over_counts_the_deadline_from_the_last_new_pod_that_got_ready() {
    InRestart cart = rolling(fresh("a", minute(10)), fresh("b", minute(4)), old("c", minute(12)));
    Rollout rollout = cart.seen(minute(13));
    Instant late = minute(10).plus(DEADLINE);

    assertThat(cart.of(rollout, late.minusNanos(1))).isEqualTo(new Progress.Rolling(2, 3));
    assertThat(cart.of(rollout, late)).isEqualTo(
        new Progress.Over(Outcome.TIMED_OUT, "2 of 3 new pods ready, none more within 15m"));
  }

  @Test
  void a_readiness_from_the_future_does_not_prolong_the_deadline() {
    InRestart cart = rolling(fresh("a", minute(60)), old("b", START), old("c", START));
    Rollout rollout = cart.seen(minute(1));

    assertThat(cart.of(rollout, START.plus(DEADLINE))).isInstanceOf(Progress.Over.class);
  }

  @Test
  void what_timed_out_tells_what_its_new_pods_wait_for_once() {
    InRestart cart = rolling(starting("a", ""), starting("b", "app: CrashLoopBackOff"),
        starting("c", "app: CrashLoopBackOff"));

    assertThat(cart.at(START.plus(DEADLINE))).isEqualTo(new Progress.Over(Outcome.TIMED_OUT,
        "0 of 3 new pods ready, none more within 15m; APP_CRASH: container app: CrashLoopBackOff"));
  }

  @Test
  void an_annotation_that_vanished_from_the_template_reverts_it() {
    InRestart cart = rolling(old("a", START));
    cart.ofTemplate = Map.of();

    assertThat(cart.at(START)).isEqualTo(new Progress.Over(Outcome.REVERTED,
        "driftless.dev/restart-id vanished from the pod template"));
  }

  @Test
  void a_healthy_workload_with_another_target_says_which() {
    InRestart cart = healthy();
    cart.assessment = with("default@1.32.1");

    assertThat(cart.at(minute(1)))
        .isEqualTo(new Progress.Over(Outcome.SUPERSEDED_BY_TARGET, "the target is now default@1.32.1"));
  }

  @Test
  void a_healthy_workload_without_a_target_says_that_it_is_unknown() {
    InRestart cart = healthy();
    cart.assessment = with("");

    assertThat(cart.at(minute(1)))
        .isEqualTo(new Progress.Over(Outcome.SUPERSEDED_BY_TARGET, "the target is now unknown"));
  }

  @Test
  void new_pods_that_still_differ_are_in_vain_if_the_injector_has_given_the_same_for_15_seconds() {
    InRestart cart = asDriftedAsBefore();
    cart.standingSince = START.minusSeconds(15);

    assertThat(cart.at(minute(1))).isEqualTo(new Progress.Over(Outcome.DID_NOT_CONVERGE,
        "the new pod a still differs: IMAGE " + OLD + ", expected " + InRestart.NEW));
  }

  @Test
  void new_pods_that_differ_prove_nothing_if_they_may_be_from_before_a_change() {
    InRestart cart = asDriftedAsBefore();
    cart.standingSince = START.minusSeconds(15).plusNanos(1);

    assertThat(cart.at(minute(1))).isEqualTo(new Progress.Over(Outcome.SUPERSEDED_BY_TARGET,
        "the new pod a still differs: IMAGE " + OLD + ", expected " + InRestart.NEW
            + "; made before the injector gave that for certain"));
  }

  @Test
  void nor_do_they_if_nobody_knows_since_when_the_injector_gives_that() {
    InRestart cart = asDriftedAsBefore();
    cart.standingSince = Instant.MAX;

    assertThat(cart.at(minute(1))).isInstanceOfSatisfying(Progress.Over.class,
        over -> assertThat(over.outcome()).isEqualTo(Outcome.SUPERSEDED_BY_TARGET));
  }

  @Test
  void pods_from_before_a_change_are_waited_for_until_all_are_healthy() {
    InRestart cart = asDriftedAsBefore();
    cart.standingSince = START;
    cart.replicas = new Replicas(3, 3, 3, 2, true);

    assertThat(cart.at(minute(1))).isEqualTo(new Progress.Rolling(3, 3));
  }

  @Test
  void a_difference_that_the_verdict_does_not_count_is_no_failure() {
    InRestart cart = asDriftedAsBefore();
    Drift other = new Drift(DriftReason.RESOURCES, "istio-proxy", "1", "2", 1);
    cart.assessment = judged(new Verdict.Drifted(List.of(other)), other);

    assertThat(cart.at(minute(1))).isEqualTo(new Progress.Rolling(3, 3));
  }

  @Test
  void all_new_and_in_sync_must_stay_so_for_as_long_as_the_soak() {
    InRestart cart = rolling(fresh("a", minute(1)), fresh("b", minute(2)), fresh("c", START));
    Instant end = minute(2).plus(SOAK);

    assertThat(cart.at(end.minusNanos(1))).isEqualTo(new Progress.Soaking(end));
    assertThat(cart.at(end)).isEqualTo(new Progress.Over(Outcome.VERIFIED, "3 new pods ready and in sync"));
  }

  @Test
  void a_rewritten_image_is_as_far_as_a_restart_can_bring_it() {
    InRestart cart = healthy();
    cart.assessment = judged(new Verdict.Unknown(UnknownReason.IMAGE_REWRITTEN, ""));

    assertThat(cart.at(minute(1))).isInstanceOf(Progress.Over.class);
  }

  @Test
  void what_the_api_server_has_shown_is_reached_however_far_that_is_from_the_configuration() {
    InRestart cart = healthy();
    cart.assessment = proved(new Verdict.Unknown(UnknownReason.WOULD_NOT_CONVERGE, ""));

    assertThat(cart.at(minute(1))).isInstanceOf(Progress.Over.class);
  }

  @Test
  void what_nobody_has_shown_is_not_reached_where_it_would_not_converge() {
    InRestart cart = healthy();
    cart.assessment = judged(new Verdict.Unknown(UnknownReason.WOULD_NOT_CONVERGE, ""));

    assertThat(cart.at(minute(1))).isEqualTo(new Progress.Rolling(3, 3));
  }

  @Test
  void what_the_api_server_has_shown_is_not_reached_while_something_else_is_unknown() {
    InRestart cart = healthy();
    cart.assessment = proved(new Verdict.Unknown(UnknownReason.NOT_DERIVABLE, ""));

    assertThat(cart.at(minute(1))).isEqualTo(new Progress.Rolling(3, 3));
  }

  @Test
  void a_workload_without_facts_cannot_be_followed() {
    Workload seen = healthy().workload();
    Workload unseen = new Workload(seen.ref(), Optional.empty(), seen.template(), seen.pods());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rollout(new Marks("r1", "", 1, START), "", unseen, START))
        .withMessage("ReplicaSet shop/cart: no facts");
  }

  private static InRestart healthy() {
    return rolling(fresh("a", START), fresh("b", START), fresh("c", START));
  }

  private static InRestart asDriftedAsBefore() {
    InRestart cart = rolling(fresh("a", OLD, START), fresh("b", OLD, START), fresh("c", OLD, START));
    cart.assessment = judged(DRIFTED, IMAGE);
    return cart;
  }

  private static Assessment with(String target) {
    return new Assessment(InRestart.IN_SYNC.expectation(), new Verdict.InSync(), List.of(),
        target);
  }

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}

package dev.driftless.core.remediation;

import static dev.driftless.core.remediation.InRestart.DEADLINE;
import static dev.driftless.core.remediation.InRestart.IMAGE;
import static dev.driftless.core.remediation.InRestart.START;
import static dev.driftless.core.remediation.InRestart.bare;
import static dev.driftless.core.remediation.InRestart.evicting;
import static dev.driftless.core.remediation.InRestart.fresh;
import static dev.driftless.core.remediation.InRestart.judged;
import static dev.driftless.core.remediation.InRestart.old;
import static dev.driftless.core.remediation.InRestart.rolling;
import static dev.driftless.core.remediation.InRestart.starting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** When a workload in restart counts as healthy, as replaced, and as having lost its sidecar. */
class HealthOfRestartsTest {

  private static final PodFacts A = fresh("a", START);
  private static final PodFacts B = fresh("b", START);
  private static final PodFacts C = fresh("c", START);
  private static final Replicas NOT_ALL_UPDATED = new Replicas(3, 3, 2, 3, true);

  @Test
  void a_rollout_is_healthy_when_all_pods_are_new_and_ready() {
    assertThat(healthy(rolling(A, B, C))).isTrue();
  }

  @Test
  void a_rollout_is_not_healthy_before_its_owner_says_so() {
    InRestart cart = rolling(A, B, C);
    cart.replicas = NOT_ALL_UPDATED;

    assertThat(healthy(cart)).isFalse();
  }

  @Test
  void nor_before_as_many_pods_are_seen_as_its_owner_wants() {
    assertThat(healthy(rolling(A, B))).isFalse();
  }

  @Test
  void nor_with_a_pod_from_before() {
    assertThat(healthy(rolling(A, B, old("c", START)))).isFalse();
  }

  @Test
  void nor_with_a_pod_that_is_not_ready() {
    assertThat(healthy(rolling(A, B, starting("c", "")))).isFalse();
  }

  @Test
  void between_evictions_it_is_healthy_with_pods_from_before() {
    InRestart cart = evicting(A, B, old("c", START));
    cart.replicas = NOT_ALL_UPDATED;

    assertThat(healthy(cart)).isTrue();
  }

  @Test
  void a_pod_that_was_made_since_the_marks_is_new_to_whoever_takes_over() {
    PodFacts before = old("c", START);

    Rollout rollout = evicting(A, before).seen(START.plusSeconds(5));

    assertThat(rollout.isNew(A)).isTrue();
    assertThat(rollout.isNew(before)).isFalse();
  }

  @Test
  void all_is_replaced_when_its_owner_is_done_and_no_pod_is_from_before() {
    assertThat(replaced(rolling(A, B, starting("c", "")))).isTrue();
  }

  @Test
  void not_all_is_replaced_before_its_owner_is_done() {
    InRestart cart = rolling(A, B, C);
    cart.replicas = NOT_ALL_UPDATED;

    assertThat(replaced(cart)).isFalse();
  }

  @Test
  void not_all_is_replaced_with_a_pod_from_before() {
    assertThat(replaced(rolling(A, B, old("c", START)))).isFalse();
  }

  @Test
  void not_all_is_replaced_while_it_is_drifted() {
    InRestart cart = rolling(A, B, C);
    cart.assessment = judged(new Verdict.Drifted(List.of(IMAGE)), IMAGE);

    assertThat(replaced(cart)).isFalse();
  }

  @Test
  void a_new_pod_without_its_sidecar_has_lost_it() {
    InRestart cart = rolling(A, bare("b"));

    assertThat(cart.seen(START).lostSidecar(cart.workload(), cart.assessment)).isTrue();
  }

  @Test
  void new_pods_with_their_sidecars_have_lost_none() {
    InRestart cart = rolling(A, B);

    assertThat(cart.seen(START).lostSidecar(cart.workload(), cart.assessment)).isFalse();
  }

  @Test
  void marks_that_vanished_revert_a_restart_by_evictions() {
    InRestart cart = evicting(old("a", START));
    cart.annotations = Map.of();

    assertThat(cart.at(START)).isEqualTo(new Progress.Over(Outcome.REVERTED,
        "driftless.dev/restart-id vanished from the workload"));
  }

  @Test
  void evictions_wait_for_as_long_as_the_deadline_when_nothing_can_be_said_and_then_end() {
    InRestart cart = evicting(A, old("b", START), old("c", START));
    cart.assessment = judged(new Verdict.Unknown(UnknownReason.INJECTOR_MISSING, "no ConfigMap"));
    Rollout rollout = cart.seen(START);

    assertThat(cart.of(rollout, START.plus(DEADLINE).minusNanos(1))).isEqualTo(new Progress.Rolling(1, 3));
    assertThat(cart.of(rollout, START.plus(DEADLINE)))
        .isEqualTo(new Progress.Over(Outcome.SUPERSEDED, "INJECTOR_MISSING: no ConfigMap"));
  }

  @Test
  void a_rewritten_image_is_as_far_as_evictions_can_bring_it() {
    InRestart cart = evicting(A, B, C);
    cart.assessment = judged(new Verdict.Unknown(UnknownReason.IMAGE_REWRITTEN, ""));

    assertThat(cart.at(START.plus(DEADLINE)))
        .isEqualTo(new Progress.Over(Outcome.VERIFIED, "3 new pods ready and in sync"));
  }

  private static boolean healthy(InRestart cart) {
    return cart.seen(START).healthy(cart.workload());
  }

  private static boolean replaced(InRestart cart) {
    return cart.seen(START).replacedAll(cart.workload(), cart.assessment);
  }
}

package dev.driftless.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.cli.demo.Story.Chapter;
import dev.driftless.core.drift.ExemptReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class StoryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u1");
  private static final WorkloadRef DB = new WorkloadRef(Kind.STATEFUL_SET, "shop", "db", "u2");
  private static final WorkloadRef JOB = new WorkloadRef(Kind.JOB, "shop", "import", "u3");

  private final Story story = new Story();

  @Test
  void a_restart_goes_on_whatever_is_thought_of_its_workload_meanwhile() {
    drifted(CART);
    requested(CART);
    judged(CART, new Verdict.InSync());

    assertThat(story.all(Chapter.Restarting.class)).containsOnlyKeys(CART);

    ended(CART, Outcome.VERIFIED, "2 new pods");
    assertThat(story.all(Chapter.Verified.class)).containsOnlyKeys(CART);
  }

  @Test
  void a_failed_restart_that_heals_counts_as_verified() {
    drifted(CART);
    requested(CART);
    ended(CART, Outcome.TIMED_OUT, "0 of 2");
    story.tell(new Fact.Deferred("x", NOW, CART, DeferReason.FAILED, "TIMED_OUT", Optional.empty()));
    assertThat(story.all(Chapter.Failed.class)).containsOnlyKeys(CART);
    assertThat(story.isAllRemedied()).isFalse();

    ended(CART, Outcome.VERIFIED, "2 new pods");

    assertThat(story.all(Chapter.Failed.class)).isEmpty();
    assertThat(story.all(Chapter.Verified.class)).containsOnlyKeys(CART);
    assertThat(story.isAllRemedied()).isTrue();
  }

  @Test
  void what_waits_for_a_person_is_not_for_a_restart_to_put_right_and_what_waits_for_its_turn_is() {
    assertThat(story.isAllRemedied()).as("nothing was put right yet").isFalse();
    ended(JOB, Outcome.VERIFIED, "1 new pod");
    drifted(DB);
    story.tell(new Fact.Deferred("x", NOW, DB, DeferReason.NEEDS_DOWNTIME, "one replica", Optional.empty()));
    assertThat(story.isAllRemedied()).isTrue();

    drifted(CART);
    story.tell(new Fact.Deferred("x", NOW, CART, DeferReason.BREAKER_OPEN, "failed", Optional.empty()));
    assertThat(story.isAllRemedied()).isFalse();
  }

  @Test
  void what_a_mode_holds_back_or_nobody_understands_is_not_put_right() {
    ended(DB, Outcome.VERIFIED, "2 new pods");
    drifted(CART);
    story.tell(new Fact.Deferred("x", NOW, CART, DeferReason.MODE_OBSERVE, "mode is observe", Optional.empty()));
    assertThat(story.isAllRemedied()).isFalse();

    judged(CART, new Verdict.Unknown(UnknownReason.INJECTOR_UNREADABLE, "x"));
    assertThat(story.all(Chapter.LeftAlone.class)).containsOnlyKeys(CART);
    assertThat(story.isAllRemedied()).isFalse();
  }

  @Test
  void the_last_look_brings_details_up_to_date_and_changes_no_reason() {
    drifted(CART);
    story.tell(new Fact.Deferred("x", NOW, CART, DeferReason.CONTROL_PLANE_NOT_READY, "not observed yet",
        Optional.empty()));

    story.correct(CART, List.of(Deferral.of(DeferReason.BREAKER_OPEN, "failed"),
        Deferral.of(DeferReason.CONTROL_PLANE_NOT_READY, "0 of 0 replicas available")));
    story.correct(DB, List.of(Deferral.of(DeferReason.BREAKER_OPEN, "failed")));

    assertThat(story.all(Chapter.class)).isEqualTo(Map.of(CART,
        new Chapter.Waiting(DeferReason.CONTROL_PLANE_NOT_READY, "0 of 0 replicas available")));
  }

  @Test
  void a_pod_that_was_seen_before_its_owner_is_nobodys_story() {
    judged(JOB, new Verdict.Unknown(UnknownReason.OWNER_NOT_OBSERVED, "x"));

    assertThat(story.all(Chapter.class)).isEmpty();
  }

  @Test
  void the_frame_counts_everybody_once_and_is_cut_to_the_width() {
    drifted(CART);
    drifted(DB);
    requested(CART);
    story.tell(new Fact.Deferred("x", NOW, DB, DeferReason.NO_SLOT, "1 of 1", Optional.empty()));
    judged(JOB, new Verdict.Exempt(ExemptReason.JOB, "the next run", List.of()));

    assertThat(Frame.of("demo", story, Duration.ofSeconds(65), List.of("a line"), 80)).containsExactly(
        "demo · 1:05", "",
        "░".repeat(20) + " 0 of 2 verified · 1 restarting · 0 failed · 1 waiting", "",
        "restarting  shop/cart",
        "waiting     NO_SLOT 1",
        "left alone  JOB 1", "",
        "a line");
    assertThat(Frame.of("demo", story, Duration.ZERO, List.of("x".repeat(100)), 40).getLast())
        .isEqualTo("x".repeat(39) + "…");
  }

  @Test
  void the_summary_says_of_each_what_became_of_it_and_why() {
    drifted(CART);
    requested(CART);
    ended(CART, Outcome.TIMED_OUT, "0 of 2 new pods ready");
    drifted(DB);
    story.tell(new Fact.Deferred("x", NOW, DB, DeferReason.NEEDS_DOWNTIME, "one replica", Optional.empty()));
    judged(JOB, new Verdict.Exempt(ExemptReason.JOB, "the next run", List.of()));

    assertThat(Summary.of(story, Duration.ofSeconds(30), true)).containsExactly("",
        "Stopped before its end.",
        "Restarted and verified: 0 workloads", "",
        "Failed: 1",
        "  Deployment shop/cart  TIMED_OUT: 0 of 2 new pods ready", "",
        "Not restarted: 1",
        "  StatefulSet shop/db  NEEDS_DOWNTIME: one replica", "",
        "Left alone: 1",
        "  Job shop/import  JOB: the next run", "",
        "Not everything that a restart can put right was put right.");
  }

  @Test
  void the_summary_puts_many_of_one_reason_into_one_line() {
    ended(DB, Outcome.VERIFIED, "2 new pods");
    for (int i = 0; i < 7; i++) {
      WorkloadRef web = new WorkloadRef(Kind.DEPLOYMENT, "shop", "web-" + i, "w" + i);
      drifted(web);
      story.tell(new Fact.Deferred("x", NOW, web, DeferReason.ON_DELETE, "by hand", Optional.empty()));
    }
    drifted(CART);
    story.tell(new Fact.Deferred("x", NOW, CART, DeferReason.PAUSED, "paused", Optional.empty()));

    assertThat(Summary.of(story, Duration.ofSeconds(30), false)).containsExactly("",
        "Restarted and verified: 1 workloads in 0:30", "",
        "Failed: 0", "",
        "Not restarted: 8",
        "  Deployment shop/cart  PAUSED: paused",
        "  Deployment shop/web-0 and 6 more  ON_DELETE: by hand", "",
        "Left alone: 0", "",
        "Everything that a restart can put right was put right.");
  }

  private void drifted(WorkloadRef ref) {
    judged(ref, new Verdict.Drifted(List.of()));
  }

  private void judged(WorkloadRef ref, Verdict verdict) {
    story.tell(new Fact.Judged("j", NOW, ref, Optional.empty(), verdict));
  }

  private void requested(WorkloadRef ref) {
    story.tell(new Fact.Requested("r", NOW, ref, marks(ref), false));
  }

  private void ended(WorkloadRef ref, Outcome outcome, String detail) {
    story.tell(new Fact.Ended("e", NOW, ref, marks(ref), outcome, detail));
  }

  private static Marks marks(WorkloadRef ref) {
    return Marks.decide(ref, "target", 1, NOW);
  }
}

package dev.driftless.edge.kube.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class ElectorTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Standing LEADING = new Standing.Leading();

  private final FakeLeases leases = new FakeLeases();
  private final Machine here = new Machine(Long.MAX_VALUE - 1, START);
  private final Machine there = new Machine(7, START.plus(Duration.ofHours(1)));
  private final Elector first = new Elector("first", leases, here);
  private final Elector second = new Elector("second", leases, there);

  @Test
  void who_finds_no_lease_creates_it_and_leads() {
    assertThat(first.round()).isEqualTo(LEADING);
    assertThat(leases.lease()).isEqualTo(new LeaseRecord("first", 15, "2026-11-20T10:00:00.000000Z",
        "2026-11-20T10:00:00.000000Z", 0));
    assertThat(leases.writes).isEqualTo(1);
  }

  @Test
  void who_cannot_read_the_lease_does_not_lead_and_goes_on_trying() {
    leases.down(true);
    Standing before = first.round();
    leases.down(false);

    assertThat(before).isEqualTo(new Standing.Hindered("down"));
    assertThat(first.round()).isEqualTo(LEADING);
  }

  @Test
  void who_finds_it_held_stands_by_and_writes_nothing() {
    first.round();

    assertThat(second.round()).isEqualTo(new Standing.Standby("first holds the Lease"));
    assertThat(second.fence().patience()).isEmpty();
    assertThat(leases.writes).isEqualTo(1);
  }

  @Test
  void a_renewal_is_one_write_without_a_read_and_keeps_the_time_of_acquisition() {
    first.round();
    int reads = leases.reads;

    pass(Duration.ofSeconds(2));

    assertThat(first.round()).isEqualTo(LEADING);
    assertThat(leases.reads).isEqualTo(reads);
    assertThat(leases.lease()).isEqualTo(new LeaseRecord("first", 15, "2026-11-20T10:00:00.000000Z",
        "2026-11-20T10:00:02.000000Z", 0));
  }

  @Test
  void a_lease_is_taken_only_after_it_was_seen_unchanged_for_as_long_as_it_lasts_whatever_its_times_say() {
    first.round();
    second.round();

    pass(Duration.ofSeconds(15).minusNanos(1));
    Standing before = second.round();
    pass(Duration.ofNanos(1));

    assertThat(before).isEqualTo(new Standing.Standby("first holds the Lease"));
    assertThat(second.round()).isEqualTo(LEADING);
    assertThat(leases.lease()).isEqualTo(new LeaseRecord("second", 15, "2026-11-20T11:00:15.000000Z",
        "2026-11-20T11:00:15.000000Z", 1));
  }

  @Test
  void who_comes_late_waits_as_long_as_if_it_had_just_been_renewed() {
    first.round();
    pass(Duration.ofMinutes(5));

    assertThat(second.round()).isEqualTo(new Standing.Standby("first holds the Lease"));
  }

  @Test
  void a_clock_that_is_set_forward_ends_nobody_elses_lease() {
    first.round();
    second.round();

    there.set(Duration.ofHours(1));

    assertThat(second.round()).isEqualTo(new Standing.Standby("first holds the Lease"));
  }

  @Test
  void each_renewal_starts_the_time_anew_also_behind_a_clock_that_was_set_back() {
    first.round();
    second.round();
    pass(Duration.ofSeconds(2));
    here.set(Duration.ofSeconds(-2));
    first.round();
    second.round();

    pass(Duration.ofSeconds(14));

    assertThat(second.round()).isEqualTo(new Standing.Standby("first holds the Lease"));
  }

  @Test
  void a_lease_that_lasts_longer_is_waited_for_longer() {
    leases.put(new LeaseRecord("other", 60, "a", "b", 3));
    first.round();

    pass(Duration.ofSeconds(59));
    Standing before = first.round();
    pass(SECOND);

    assertThat(before).isInstanceOf(Standing.Standby.class);
    assertThat(first.round()).isEqualTo(LEADING);
    assertThat(leases.lease().transitions()).isEqualTo(4);
  }

  @Test
  void of_two_candidates_at_once_one_leads() {
    leases.put(new LeaseRecord("", 1, "a", "b", 3));

    assertThat(first.round()).isEqualTo(LEADING);
    assertThat(second.round()).isInstanceOf(Standing.Standby.class);
  }

  @Test
  void who_is_overtaken_between_look_and_write_stands_by() {
    LeaseStore overtaken = new LeaseStore() {
      @Override
      public Found read(Duration patience) {
        return new Found.Absent();
      }

      @Override
      public Written write(LeaseRecord lease, String version, Duration patience) {
        return new Written.Conflict();
      }
    };

    assertThat(new Elector("late", overtaken, here).round())
        .isEqualTo(new Standing.Standby("another candidate was faster"));
  }

  @Test
  void a_lost_answer_to_the_first_write_is_found_out_and_does_not_open_the_fence_before() {
    leases.loseAnswers(true);

    assertThat(first.round()).isEqualTo(new Standing.Hindered("no answer"));
    assertThat(first.fence().patience()).isEmpty();

    leases.loseAnswers(false);
    pass(Duration.ofSeconds(2));

    assertThat(first.round()).isEqualTo(LEADING);
    assertThat(leases.lease().acquired()).isEqualTo("2026-11-20T10:00:00.000000Z");
    assertThat(leases.lease().transitions()).isZero();
  }

  @Test
  void a_lost_answer_to_a_renewal_counts_as_none_and_the_next_round_looks_first() {
    first.round();
    pass(Duration.ofSeconds(2));
    leases.loseAnswers(true);
    Standing unanswered = first.round();
    pass(Duration.ofSeconds(4));
    assertThat(first.fence().patience()).hasValue(Duration.ofSeconds(8));

    leases.loseAnswers(false);

    assertThat(unanswered).isEqualTo(LEADING);
    assertThat(first.round()).isEqualTo(LEADING);
    assertThat(first.fence().patience()).hasValue(Duration.ofSeconds(10));
  }

  @Test
  void a_conflict_with_somebody_who_left_the_holder_alone_is_overcome_in_the_same_round() {
    first.round();
    pass(Duration.ofSeconds(2));
    leases.put(leases.lease());

    assertThat(first.round()).isEqualTo(LEADING);
    assertThat(first.fence().patience()).hasValue(Duration.ofSeconds(10));
    assertThat(leases.lease().renewed()).isEqualTo("2026-11-20T10:00:02.000000Z");
  }

  @Test
  void who_finds_another_holder_has_lost_at_once_and_for_good() {
    first.round();
    leases.put(new LeaseRecord("thief", 15, "a", "b", 1));

    assertThat(first.round()).isEqualTo(new Standing.Lost("the Lease is held by 'thief'"));
    assertThat(first.fence().patience()).isEmpty();

    leases.delete();
    assertThat(first.round()).isEqualTo(new Standing.Lost("the Lease is held by 'thief'"));
  }

  @Test
  void a_lease_that_is_deleted_is_lost_and_others_wait_until_it_would_have_ended() {
    first.round();
    second.round();
    leases.delete();

    assertThat(first.round()).isEqualTo(new Standing.Lost("the Lease is gone"));
    assertThat(second.round()).isInstanceOf(Standing.Standby.class);
    pass(Duration.ofSeconds(15));
    assertThat(second.round()).isEqualTo(LEADING);
  }

  @Test
  void who_cannot_renew_for_ten_seconds_has_lost_and_tells_why() {
    first.round();
    leases.down(true);

    pass(Duration.ofSeconds(10).minusNanos(1));
    Standing before = first.round();
    pass(Duration.ofNanos(1));

    assertThat(before).isEqualTo(LEADING);
    assertThat(first.round()).isEqualTo(new Standing.Lost("not renewed for 10 s: down"));
  }

  @Test
  void a_request_is_waited_for_no_longer_than_until_the_renewal_is_overdue() {
    first.round();
    pass(Duration.ofSeconds(8));

    first.round();

    assertThat(leases.lastPatience).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void who_was_stopped_for_longer_than_the_lease_finds_the_fence_closed_and_tries_no_renewal() {
    first.round();
    int writes = leases.writes;

    here.pass(Duration.ofSeconds(20));

    assertThat(first.fence().patience()).isEmpty();
    assertThat(first.round()).isEqualTo(new Standing.Lost("not renewed for 10 s: this process stood still"));
    assertThat(leases.writes).isEqualTo(writes);
  }

  @Test
  void who_was_stopped_while_a_renewal_was_under_way_counts_from_when_it_was_sent() {
    first.round();
    pass(Duration.ofSeconds(2));
    leases.beforeAnswers(() -> here.pass(Duration.ofSeconds(20)));

    assertThat(first.round()).isInstanceOf(Standing.Lost.class);
    assertThat(first.fence().patience()).isEmpty();
  }

  @Test
  void who_was_stopped_while_it_got_the_lease_leads_without_a_write_and_has_lost_in_the_next_round() {
    leases.beforeAnswers(() -> here.pass(Duration.ofSeconds(20)));

    first.round();

    assertThat(first.fence().patience()).isEmpty();
    assertThat(first.round()).isInstanceOf(Standing.Lost.class);
  }

  @Test
  void a_released_lease_is_free_at_once() {
    first.round();
    second.round();
    pass(Duration.ofSeconds(2));

    boolean released = first.release();

    assertThat(released).isTrue();
    assertThat(first.fence().patience()).isEmpty();
    assertThat(leases.lease()).isEqualTo(new LeaseRecord("", 1, "2026-11-20T10:00:02.000000Z",
        "2026-11-20T10:00:02.000000Z", 0));
    assertThat(second.round()).isEqualTo(LEADING);
    assertThat(leases.lease().transitions()).isEqualTo(1);
  }

  @Test
  void what_another_holds_is_not_released() {
    first.round();
    leases.put(new LeaseRecord("thief", 15, "a", "b", 1));

    assertThat(first.release()).isFalse();
    assertThat(second.release()).isFalse();
    assertThat(leases.lease().holder()).isEqualTo("thief");
  }

  @Test
  void after_a_lost_answer_the_release_looks_first() {
    first.round();
    leases.loseAnswers(true);
    first.round();
    leases.loseAnswers(false);

    assertThat(first.release()).isTrue();
    assertThat(leases.lease().holder()).isEmpty();
  }

  private void pass(Duration time) {
    here.pass(time);
    there.pass(time);
  }
}

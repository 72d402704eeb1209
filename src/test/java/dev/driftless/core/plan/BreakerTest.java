package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Breaker.Failure;
import dev.driftless.core.plan.Breaker.Weight;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What opens it and for how long. */
class BreakerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration WITHIN = Duration.ofMinutes(30);
  private static final Duration REOPEN = Duration.ofMinutes(45);
  private static final WorkloadRef CART = workload("cart");
  private static final WorkloadRef ORDERS = workload("orders");
  private static final WorkloadRef USERS = workload("users");

  private static final Set<String> TARGETS = Set.of("1.31", "1.32");

  private final Breaker breaker = new Breaker(new Limits.Breaking(2, WITHIN, REOPEN, new Budget.Percent(10)));
  private Instant now = NOON;

  @Test
  void successes_do_not_open_it() {
    breaker.success("1.32", now);
    update();

    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void a_failure_before_the_first_success_opens_it() {
    update(failed("1.32", CART));

    assertThat(breaker.open()).isEqualTo(Map.of("1.32", new Breaker.Open(Set.of(CART), NOON.plus(REOPEN))));
    assertThat(breaker.openedAt()).isEqualTo(Map.of("1.32", NOON));
  }

  @Test
  void a_success_towards_another_target_is_no_success() {
    breaker.success("1.31", now);
    update(failed("1.32", CART));

    assertOpen("1.32", CART);
  }

  @Test
  void a_success_that_was_told_before_counts_although_the_failure_is_older() {
    breaker.reached("1.32");
    update(failed("1.32", CART));

    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void after_a_success_it_takes_as_many_failed_workloads_as_the_limit() {
    breaker.success("1.32", now);
    update(failed("1.32", ORDERS));
    assertThat(breaker.open()).isEmpty();

    later(WITHIN.minusSeconds(1));
    update(failed("1.32", ORDERS), failed("1.32", USERS));

    assertOpen("1.32", ORDERS, USERS);
  }

  @Test
  void failures_that_lie_apart_are_not_added_up() {
    breaker.success("1.32", now);
    update(failed("1.32", ORDERS));

    later(WITHIN);
    update(failed("1.32", ORDERS), failed("1.32", USERS));

    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void the_next_failure_of_the_same_workload_is_a_new_one() {
    breaker.success("1.32", now);
    update(failed("1.32", ORDERS));
    later(WITHIN);
    update(new Failure("1.32", ORDERS, "another", now, true, Weight.COUNTS));

    update(new Failure("1.32", ORDERS, "another", now, true, Weight.COUNTS), failed("1.32", USERS));

    assertOpen("1.32", ORDERS, USERS);
  }

  @Test
  void failures_towards_different_targets_are_not_added_up() {
    TARGETS.forEach(target -> breaker.success(target, now));
    update(failed("1.31", ORDERS), failed("1.32", USERS));

    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void a_failed_canary_opens_it_whatever_has_succeeded() {
    breaker.success("1.32", now);
    update(new Failure("1.32", CART, "cart", now, true, Weight.CANARY));

    assertOpen("1.32", CART);
  }

  @Test
  void once_open_it_stays_so_until_none_of_the_failed_is_left() {
    breaker.success("1.32", now);
    update(failed("1.32", ORDERS), failed("1.32", USERS));

    update(failed("1.32", USERS));
    assertOpen("1.32", USERS);
    update();
    assertThat(breaker.open()).isEmpty();
    update(failed("1.32", CART));
    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void a_success_does_not_close_it_before_it_is_time_to_try() {
    update(failed("1.32", CART));

    later(REOPEN.minusSeconds(1));
    breaker.success("1.32", now);
    update(failed("1.32", CART));

    assertOpen("1.32", CART);
  }

  @Test
  void a_success_while_it_is_half_open_closes_it_although_the_failed_are_left() {
    update(failed("1.32", CART), failed("1.32", USERS));

    later(REOPEN);
    breaker.success("1.31", now);
    update(failed("1.32", CART), failed("1.32", USERS));
    assertOpen("1.32", CART, USERS);
    breaker.success("1.32", now);
    update(failed("1.32", CART), failed("1.32", USERS));
    assertThat(breaker.open()).isEmpty();

    update(failed("1.32", CART), failed("1.32", USERS), failed("1.32", ORDERS));
    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void a_failed_canary_that_is_left_then_does_not_open_it_again() {
    Failure canary = new Failure("1.32", CART, "cart", now, true, Weight.CANARY);
    update(canary);
    later(REOPEN);
    breaker.success("1.32", now);

    update(canary);

    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void what_an_earlier_process_has_seen_succeed_does_not_close_it() {
    breaker.restore(Map.of("1.32", NOON.minus(REOPEN)));
    breaker.reached("1.32");
    update(new Failure("1.32", CART, "cart", NOON.minus(REOPEN).minusSeconds(60), true, Weight.COUNTS));

    assertThat(breaker.open()).isEqualTo(Map.of("1.32", new Breaker.Open(Set.of(CART), NOON)));
  }

  @Test
  void a_failure_while_it_is_half_open_begins_the_wait_anew() {
    update(failed("1.32", CART));

    later(REOPEN);
    update(failed("1.32", CART));
    assertThat(breaker.open().get("1.32").reopensAt()).isEqualTo(now);
    later(Duration.ofMinutes(5));
    update(failed("1.32", CART), new Failure("1.32", USERS, "users", NOON.plus(REOPEN), true, Weight.COUNTS));

    assertThat(breaker.open().get("1.32").reopensAt()).isEqualTo(now.plus(REOPEN));
  }

  @Test
  void a_failure_of_a_restart_from_before_is_none_of_the_one_that_is_tried() {
    update(failed("1.32", CART));

    later(REOPEN);
    update(failed("1.32", CART), new Failure("1.32", USERS, "users", NOON, true, Weight.COUNTS));

    assertThat(breaker.open().get("1.32").reopensAt()).isEqualTo(now);
  }

  @Test
  void one_that_is_tried_again_while_it_is_open_begins_the_wait_anew_when_it_fails_again() {
    update(failed("1.32", CART));
    Instant begun = NOON.plusSeconds(10);

    later(Duration.ofSeconds(20));
    update(new Failure("1.32", CART, "again", begun, false, Weight.COUNTS));
    assertThat(breaker.open().get("1.32").reopensAt()).isEqualTo(NOON.plus(REOPEN));
    later(Duration.ofMinutes(2));
    update(new Failure("1.32", CART, "again", begun, true, Weight.COUNTS));
    Instant failedAgain = now;
    later(Duration.ofMinutes(1));
    update(new Failure("1.32", CART, "again", begun, true, Weight.COUNTS));

    assertThat(breaker.open().get("1.32").reopensAt()).isEqualTo(failedAgain.plus(REOPEN));
  }

  @Test
  void a_target_that_no_workload_has_any_more_is_forgotten() {
    breaker.success("1.32", now);
    breaker.update(List.of(failed("1.31", CART)), Set.of("1.30"), now);
    assertThat(breaker.open()).isEmpty();

    update(failed("1.32", CART));

    assertOpen("1.32", CART);
  }

  @Test
  void a_lost_sidecar_is_remembered_whatever_the_targets_are() {
    breaker.success("1.31", now);
    breaker.update(List.of(new Failure("1.31", CART, "cart", now, true, Weight.LOST_SIDECAR)), Set.of("1.30"), now);

    assertOpen("1.31", CART);
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  private void update(Failure... failures) {
    breaker.update(List.of(failures), TARGETS, now);
  }

  private void assertOpen(String target, WorkloadRef... failed) {
    assertThat(breaker.open()).containsOnlyKeys(target);
    assertThat(breaker.open().get(target).failed()).containsExactlyInAnyOrder(failed);
  }

  private static Failure failed(String target, WorkloadRef ref) {
    return new Failure(target, ref, ref.name(), NOON.minusSeconds(60), true, Weight.COUNTS);
  }

  private static WorkloadRef workload(String name) {
    return new WorkloadRef(Kind.DEPLOYMENT, "shop", name, "uid-" + name);
  }
}

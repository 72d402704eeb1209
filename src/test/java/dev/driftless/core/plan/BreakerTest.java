package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

/** What opens it and for how long. */
class BreakerTest {

  private static final WorkloadRef CART = workload("cart");
  private static final WorkloadRef ORDERS = workload("orders");
  private static final WorkloadRef USERS = workload("users");

  private static final Set<String> TARGETS = Set.of("1.31", "1.32");

  private final Breaker breaker = new Breaker(2);

  @Test
  void successes_do_not_open_it() {
    breaker.success("1.32");
    breaker.update(Map.of(), Set.of(), TARGETS);

    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void a_failure_before_the_first_success_opens_it() {
    breaker.update(Map.of("1.32", Set.of(CART)), Set.of(), TARGETS);

    assertThat(breaker.open()).isEqualTo(Map.of("1.32", Set.of(CART)));
  }

  @Test
  void a_success_towards_another_target_is_no_success() {
    breaker.success("1.31");
    breaker.update(Map.of("1.32", Set.of(CART)), Set.of(), TARGETS);

    assertThat(breaker.open()).containsOnlyKeys("1.32");
  }

  @Test
  void a_success_that_was_told_before_counts_although_the_failure_is_older() {
    breaker.success("1.32");
    breaker.update(Map.of("1.32", Set.of(CART)), Set.of(), TARGETS);

    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void after_a_success_it_takes_as_many_failed_workloads_as_the_limit() {
    breaker.success("1.32");
    breaker.update(Map.of("1.32", Set.of(ORDERS)), Set.of(), TARGETS);
    assertThat(breaker.open()).isEmpty();

    breaker.update(Map.of("1.32", Set.of(ORDERS, USERS)), Set.of(), TARGETS);

    assertThat(breaker.open()).isEqualTo(Map.of("1.32", Set.of(ORDERS, USERS)));
  }

  @Test
  void failures_towards_different_targets_are_not_added_up() {
    TARGETS.forEach(breaker::success);
    breaker.update(Map.of("1.31", Set.of(ORDERS), "1.32", Set.of(USERS)), Set.of(), TARGETS);

    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void once_open_it_stays_so_until_none_of_the_failed_is_left() {
    breaker.success("1.32");
    breaker.update(Map.of("1.32", Set.of(ORDERS, USERS)), Set.of(), TARGETS);

    breaker.update(Map.of("1.32", Set.of(USERS)), Set.of(), TARGETS);
    assertThat(breaker.open()).isEqualTo(Map.of("1.32", Set.of(USERS)));
    breaker.update(Map.of(), Set.of(), TARGETS);
    assertThat(breaker.open()).isEmpty();
    breaker.update(Map.of("1.32", Set.of(CART)), Set.of(), TARGETS);
    assertThat(breaker.open()).isEmpty();
  }

  @Test
  void a_success_does_not_close_it_while_a_failed_workload_is_left() {
    breaker.update(Map.of("1.32", Set.of(CART)), Set.of(), TARGETS);

    breaker.success("1.32");
    breaker.update(Map.of("1.32", Set.of(CART)), Set.of(), TARGETS);

    assertThat(breaker.open()).containsOnlyKeys("1.32");
  }

  @Test
  void a_target_that_no_workload_has_any_more_is_forgotten() {
    breaker.success("1.32");
    breaker.update(Map.of("1.31", Set.of(CART)), Set.of(), Set.of("1.30"));
    assertThat(breaker.open()).isEmpty();

    breaker.update(Map.of("1.32", Set.of(CART)), Set.of(), TARGETS);

    assertThat(breaker.open()).containsOnlyKeys("1.32");
  }

  private static WorkloadRef workload(String name) {
    return new WorkloadRef(Kind.DEPLOYMENT, "shop", name, "uid-" + name);
  }
}

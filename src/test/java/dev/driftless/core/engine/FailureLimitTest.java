package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Failures after a first success: some are tolerated. */
class FailureLimitTest {

  private static final Limits THREE_FAILURES = Daemon.limits(100, 100, 100);

  private final World world = new World();
  private final Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, THREE_FAILURES));

  @BeforeEach
  void one_workload_has_reached_the_target() {
    world.namespace("shop");
    world.workload("shop", "first", 1, "1.31.2");
    world.upgrade("1.32.0");
    daemon.complete(daemon.settled().getFirst(), "1.32.0");
  }

  @Test
  void fewer_failures_than_the_limit_stop_nobody_else() {
    failed("cart", "orders");

    WorkloadRef other = drifted("other");

    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(15)))).containsExactly(other);
  }

  @Test
  void as_many_failures_as_the_limit_stop_everything() {
    failed("cart", "orders");
    failed("users");

    WorkloadRef other = drifted("other");

    assertThat(daemon.after(Duration.ofSeconds(15))).isEmpty();
    assertThat(daemon.deferrals(other)).containsExactly(DeferReason.BREAKER_OPEN);
  }

  @Test
  void a_lower_limit_counts_what_has_failed_before() {
    failed("cart", "orders");

    daemon.under(Daemon.policy(Mode.ENFORCE, THREE_FAILURES.with(
        new Limits.Breaking(2, Duration.ofDays(1), Duration.ofDays(1), new Budget.Percent(100)))));
    WorkloadRef other = drifted("other");

    assertThat(daemon.after(Duration.ofSeconds(15))).isEmpty();
    assertThat(daemon.deferrals(other)).containsExactly(DeferReason.BREAKER_OPEN);
  }

  private WorkloadRef drifted(String name) {
    WorkloadRef ref = world.workload("shop", name, 3, "1.31.2");
    daemon.tick();
    return ref;
  }

  private void failed(String... names) {
    long before = timedOut();
    for (String name : names) {
      drifted(name);
    }
    List<Effect.Restart> restarts = daemon.after(Duration.ofSeconds(15));
    restarts.forEach(daemon::accept);
    daemon.tick();
    restarts.forEach(restart -> world.stick(restart.ref(), "1.32.0"));
    daemon.after(THREE_FAILURES.deadline());
    assertThat(timedOut() - before).isEqualTo(names.length);
  }

  private long timedOut() {
    return daemon.ended().stream().filter(ended -> ended.outcome() == Outcome.TIMED_OUT).count();
  }
}

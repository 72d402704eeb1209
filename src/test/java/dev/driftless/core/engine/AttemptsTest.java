package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A workload whose restarts fail although others succeed. Its owner ends each failed rollout by a deploy, which comes
 * up healthy and as drifted as before.
 */
class AttemptsTest {

  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final Duration COOLDOWN = Duration.ofMinutes(10);
  private static final Limits LIMITS = new Limits(new Budget.Count(1), 1, new Limits.Rate(100, Duration.ofMinutes(1)),
      new Limits.Cooldown(COOLDOWN, Duration.ofHours(6)), 3, DEADLINE, Duration.ofSeconds(60), 10);

  private final World world = new World();
  private final Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, LIMITS));
  private WorkloadRef cart;

  @BeforeEach
  void one_workload_reaches_the_target_and_the_next_is_due() {
    world.namespace("shop");
    world.workload("shop", "orders", 2, "1.31.2");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.0");
    Effect.Restart orders = daemon.settled().getFirst();
    daemon.accept(orders);
    daemon.tick();
    world.roll(orders.ref(), "1.32.0", daemon.now());
    daemon.after(Duration.ofSeconds(59));
  }

  @Test
  void the_cooldown_doubles_with_each_attempt() {
    Instant first = fail(nextRestart());
    Instant second = fail(nextRestart());
    Instant third = fail(nextRestart());

    assertThat(Duration.between(first, second)).isEqualTo(COOLDOWN);
    assertThat(Duration.between(second, third)).isEqualTo(COOLDOWN.multipliedBy(2));
  }

  @Test
  void a_workload_that_has_failed_as_often_as_allowed_is_left_alone() {
    List<Effect.Restart> restarts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      restarts.add(nextRestart());
      fail(restarts.getLast());
    }

    assertThat(restarts).extracting(restart -> restart.marks().attempt()).containsExactly(1, 2, 3);
    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.QUARANTINED);
    assertThat(daemon.ended()).filteredOn(ended -> ended.outcome() == Outcome.TIMED_OUT).hasSize(3);
  }

  @Test
  void then_a_person_can_have_it_tried_again_from_the_first_attempt() {
    for (int i = 0; i < 3; i++) {
      fail(nextRestart());
    }
    Map<String, String> annotations = new HashMap<>(world.facts(cart).annotations());
    annotations.put(Marks.RETRY, world.facts(cart).annotations().get(Marks.TARGET));

    world.annotate(cart, annotations, world.facts(cart).template().annotations());

    assertThat(nextRestart().marks()).extracting(Marks::attempt, Marks::retried).containsExactly(1, true);
  }

  @Test
  void the_attempts_start_over_with_a_new_target() {
    for (int i = 0; i < 3; i++) {
      fail(nextRestart());
    }

    world.upgrade("1.32.1");

    assertThat(nextRestart().marks().attempt()).isEqualTo(1);
  }

  /** The next restart of that workload, found to the second. */
  private Effect.Restart nextRestart() {
    for (int i = 0; i < 7200; i++) {
      for (Effect.Restart restart : daemon.after(Duration.ofSeconds(1))) {
        if (restart.ref().equals(cart)) {
          return restart;
        }
        daemon.complete(restart, "1.32.1");
      }
    }
    throw new AssertionError("no restart in two hours: " + daemon.deferrals(cart));
  }

  /** @return when the restart was decided */
  private Instant fail(Effect.Restart restart) {
    daemon.accept(restart);
    daemon.tick();
    world.stick(cart, "1.32.0");
    daemon.after(DEADLINE);
    world.deploy(cart, "template after " + restart.marks().restartId());
    world.roll(cart, "1.31.2", daemon.now());
    daemon.tick();
    return restart.marks().startedAt();
  }
}

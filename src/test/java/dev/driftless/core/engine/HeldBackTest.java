package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Writes that a lock behind the engine held back: nothing was sent. */
class HeldBackTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final World world = new World();
  private final Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 1)));
  private WorkloadRef cart;
  private Effect.Restart restart;

  @BeforeEach
  void a_restart_was_decided() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.0");
    restart = daemon.settled().getFirst();
  }

  @Test
  void the_second_lock_defers_it_for_a_second() {
    daemon.answer(restart, new Answer.HeldBack(DeferReason.RATE));

    assertThat(daemon.review(cart).deferred()).containsExactly(
        Deferral.until(daemon.now().plus(SECOND), DeferReason.RATE, "held back by the second lock"));
  }

  @Test
  void the_fence_says_that_the_lease_could_end() {
    daemon.answer(restart, new Answer.HeldBack(DeferReason.NOT_LEADER));

    assertThat(daemon.review(cart).deferred()).containsExactly(Deferral.until(daemon.now().plus(SECOND),
        DeferReason.NOT_LEADER, "the lease could end before the API server is done with it"));
  }

  @Test
  void it_is_no_action_of_the_rate() {
    daemon.answer(restart, new Answer.HeldBack(DeferReason.RATE));

    assertThat(daemon.after(SECOND.minusMillis(1))).isEmpty();
    assertThat(daemon.refs(daemon.after(Duration.ofMillis(1)))).containsExactly(cart);
  }

  @Test
  void a_write_that_failed_is_one() {
    daemon.answer(restart, new Answer.Failed("connection refused"));

    assertThat(daemon.after(Duration.ofMinutes(1).minusMillis(1))).isEmpty();
    assertThat(daemon.refs(daemon.after(Duration.ofMillis(1)))).containsExactly(cart);
  }
}

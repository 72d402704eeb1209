package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A target that comes back within a day may go away again as fast: it takes twice as long to be believed. */
class FlappingTest {

  private final World world = new World();
  private WorkloadRef cart;
  private Daemon daemon;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 2, "1.30.0");
    world.upgrade("1.32.1");
    daemon = Daemon.enforcing(world);
    daemon.after(Duration.ZERO);
  }

  @Test
  void a_new_target_is_believed_once_the_mesh_has_settled() {
    world.upgrade("1.32.2");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.after(Duration.ofSeconds(61))).hasSize(1);
  }

  @Test
  void one_that_comes_back_within_a_day_takes_twice_as_long() {
    world.upgrade("1.32.2");
    daemon.after(Duration.ofSeconds(1));
    world.upgrade("1.32.1");
    daemon.after(Duration.ofHours(23));

    assertThat(daemon.after(Duration.ofSeconds(61))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.TARGET_FLAPPING);
    assertThat(daemon.after(Duration.ofSeconds(60))).hasSize(1);
  }

  @Test
  void one_that_comes_back_after_a_day_is_a_new_one() {
    world.upgrade("1.32.2");
    daemon.after(Duration.ofSeconds(1));
    world.upgrade("1.32.1");
    daemon.after(Duration.ofHours(25));

    assertThat(daemon.after(Duration.ofSeconds(61))).hasSize(1);
  }

  @Test
  void a_moment_in_which_nothing_can_be_said_is_no_other_target() {
    world.breakInjector();
    daemon.after(Duration.ofSeconds(1));
    world.injector("1.32.1");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.after(Duration.ofSeconds(61))).hasSize(1);
  }
}

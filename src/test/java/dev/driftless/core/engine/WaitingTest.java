package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.remediation.Marks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What is told of a workload for as long as its own restart is the reason why it waits. */
class WaitingTest {

  private final World world = new World();
  private WorkloadRef cart;
  private Daemon daemon;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.0");
    daemon = Daemon.enforcing(world);
  }

  @Test
  void a_restart_that_was_sent_is_named() {
    Effect.Restart restart = daemon.settled().getFirst();

    assertThat(first()).isEqualTo(Deferral.of(DeferReason.AWAITING_ANSWER, name(restart) + " was sent"));
  }

  @Test
  void another_process_whose_restart_is_seen_meanwhile_does_not_answer_it() {
    Effect.Restart restart = daemon.settled().getFirst();
    Marks others = new Marks("others", restart.marks().target(), 1, daemon.now());
    world.apply(new Effect.Restart(cart, restart.resourceVersion(), others, false));
    daemon.tick();

    assertThat(first()).isEqualTo(Deferral.of(DeferReason.AWAITING_ANSWER, name(restart) + " was sent"));
  }

  @Test
  void marks_that_were_sent_are_named() {
    world.delete(cart);
    ByHand users = new ByHand(world, "users", 3);
    daemon.settled();
    daemon.answer(ByHand.only(daemon, Effect.Evict.class), new Answer.Accepted(""));
    daemon.tick();
    Effect.Mark mark = ByHand.only(daemon, Effect.Mark.class);

    assertThat(daemon.review(users.ref).deferred().getFirst()).isEqualTo(Deferral.of(DeferReason.AWAITING_ANSWER,
        "the marks of restart " + mark.marks().restartId() + " were sent"));
  }

  @Test
  void an_eviction_that_was_sent_names_its_pod() {
    world.delete(cart);
    ByHand users = new ByHand(world, "users", 3);
    users.begin(daemon);

    assertThat(daemon.review(users.ref).deferred().getFirst())
        .isEqualTo(Deferral.of(DeferReason.AWAITING_ANSWER, "the eviction of pod users-2 was sent"));
  }

  @Test
  void a_restart_under_way_tells_how_far_it_is() {
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.accept(restart);
    daemon.tick();

    assertThat(first()).isEqualTo(Deferral.of(DeferReason.RESTARTING, name(restart) + ": 0 of 3 new pods ready"));
  }

  @Test
  void one_of_which_nothing_was_seen_yet_is_only_named() {
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.accept(restart);
    daemon.blind(Duration.ofMinutes(4));

    assertThat(first()).isEqualTo(Deferral.of(DeferReason.RESTARTING, name(restart)));
  }

  @Test
  void a_restart_that_has_failed_tells_why_and_what_to_do() {
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.accept(restart);
    daemon.tick();
    daemon.after(Duration.ofMinutes(15));

    assertThat(first()).isEqualTo(Deferral.of(DeferReason.FAILED, name(restart)
        + ": TIMED_OUT: 0 of 3 new pods ready, none more within 15m; annotation driftless.dev/retry: \""
        + restart.marks().target() + "\" on the workload lets it be tried again"));
  }

  private Deferral first() {
    return daemon.review(cart).deferred().getFirst();
  }

  private static String name(Effect.Restart restart) {
    return "restart " + restart.marks().restartId();
  }
}

package dev.driftless.core.engine;

import static dev.driftless.core.engine.ByHand.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** What a new process makes of the restarts that it finds. */
class NewProcessTest {

  private static final Limits LIMITS = Daemon.limits(100, 100, 100);
  private static final String SHOWN = "1.32.1@sha256:5eed";

  private final World world = new World();
  private WorkloadRef cart;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.1");
  }

  @Test
  void an_eviction_of_the_one_before_may_still_arrive_for_twenty_seconds() {
    Limits quick = new Limits(new Budget.Count(9), 9, new Limits.Rate(9, Duration.ofSeconds(1)), LIMITS.cooldown(), 3,
        LIMITS.deadline(), LIMITS.soak(), 3);
    world.delete(cart);
    ByHand users = new ByHand(world, "users", 3);
    Daemon before = new Daemon(world, Daemon.policy(Mode.ENFORCE, quick).settled());
    users.begin(before);
    Daemon daemon = before.restarted();
    daemon.after(Duration.ZERO);

    daemon.after(Duration.ofSeconds(20).minusMillis(1));
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(users.ref)).containsExactly(DeferReason.AWAITING_ANSWER);
    daemon.after(Duration.ofMillis(1));
    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("users-2");
  }

  @Test
  void marks_whose_restart_was_taken_off_the_template_are_not_fought_over() {
    Daemon daemon = reverted().restarted();

    daemon.settled();
    daemon.after(Duration.ofDays(1));

    assertThat(daemon.deferrals(cart)).startsWith(DeferReason.QUARANTINED);
  }

  @Test
  void nor_are_they_a_reason_to_leave_it_alone_once_the_target_is_another() {
    Daemon before = reverted();
    world.upgrade("1.32.2");
    Daemon daemon = before.restarted();
    daemon.settled();

    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(10)))).containsExactly(cart);
  }

  @Test
  void nor_once_it_is_in_sync() {
    Daemon before = reverted();
    world.roll(cart, "1.32.1", before.now());
    Daemon daemon = before.restarted();
    daemon.settled();
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(10)))).containsExactly(cart);
  }

  @Test
  void what_somebody_undid_together_with_its_marks_stays_given_up() {
    Daemon before = Daemon.enforcing(world);
    before.accept(before.settled().getFirst());
    world.annotate(cart, Map.of(), Map.of());
    world.roll(cart, "1.31.2", before.now());
    before.tick();
    Daemon daemon = before.restarted();

    daemon.settled();

    assertThat(daemon.after(Duration.ofDays(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.QUARANTINED);
  }

  @Test
  void a_restart_that_was_verified_counts_as_a_success_of_its_target() {
    Daemon before = Daemon.enforcing(world);
    before.complete(before.settled().getFirst(), "1.32.1");
    WorkloadRef failing = world.workload("shop", "failing", 4, "1.31.2");
    Daemon daemon = before.restarted();
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.stick(failing, "1.32.1");
    WorkloadRef next = world.workload("shop", "next", 5, "1.31.2");
    daemon.blind(Duration.ZERO);

    assertThat(daemon.refs(daemon.after(LIMITS.deadline()))).containsExactly(next);
    assertThat(daemon.census().stopping()).isZero();
  }

  @Test
  void a_restart_that_has_not_soaked_is_judged_only_by_what_the_api_server_says_then() {
    Daemon before = proved();
    world.roll(cart, SHOWN, before.now());
    Daemon daemon = before.restarted();
    daemon.settled();
    assertThat(daemon.census().inFlight()).hasSize(1);

    daemon.prove(SHOWN);
    daemon.after(Duration.ofSeconds(1));
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
  }

  @Test
  void a_restart_that_was_over_before_takes_no_slot_until_the_api_server_says_so() {
    Daemon before = proved();
    world.roll(cart, SHOWN, before.now());
    before.later(Duration.ofMinutes(2));
    Daemon daemon = before.restarted();

    daemon.settled();

    assertThat(daemon.census().inFlight()).isEmpty();
    assertThat(daemon.ended()).isEmpty();
  }

  /** A restart whose annotation somebody took off the template while nobody looked, so that all is as before. */
  private Daemon reverted() {
    Daemon before = Daemon.enforcing(world);
    before.accept(before.settled().getFirst());
    before.tick();
    world.annotate(cart, world.facts(cart).annotations(), Map.of());
    world.roll(cart, "1.31.2", before.now());
    return before;
  }

  /** A restart towards what the API server has shown. */
  private Daemon proved() {
    Daemon before = Daemon.proving(world, ProofPolicy.REQUIRED, LIMITS);
    before.settled();
    before.prove(SHOWN);
    before.accept(before.after(Duration.ofSeconds(1)).getFirst());
    before.tick();
    return before;
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Waves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a replica that begins to lead keeps to, although it cannot tell yet how earlier restarts stand. */
class TakeoverTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Limits LIMITS = Daemon.limits(9, 9, 100);

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef orders;

  @BeforeEach
  void a_drifted_workload() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.1");
  }

  /** The restart of the first has failed, and another one waits for that. */
  private Daemon failed(Daemon daemon) {
    orders = world.workload("shop", "orders", 4, "1.31.2");
    daemon.tick();
    world.stick(cart, "1.32.1");
    daemon.after(SECOND);
    daemon.after(Duration.ofMinutes(16));
    assertThat(daemon.census().stopping()).isEqualTo(1);
    daemon.later(SECOND);
    return daemon;
  }

  private static Instant reopensAt(Daemon daemon, WorkloadRef ref) {
    Deferral waits = daemon.review(ref).deferred().stream()
        .filter(deferral -> deferral.reason() == DeferReason.BREAKER_OPEN).findFirst().orElseThrow();
    return waits.until().orElseThrow();
  }

  @Test
  void the_breaker_stays_open_until_what_failed_can_be_seen_and_no_longer_than_before() {
    Daemon before = new Daemon(world, Daemon.policy(Mode.ENFORCE, LIMITS));
    before.accept(before.settled().getFirst());
    Daemon daemon = failed(before);
    Instant reopens = reopensAt(daemon, orders);

    daemon.takeOver();
    daemon.blind(SECOND);
    assertThat(daemon.census().stopping()).isEqualTo(1);
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.written()).hasSize(1);
    assertThat(reopensAt(daemon, orders)).isEqualTo(reopens);
    assertThat(daemon.census().stopping()).isEqualTo(1);
  }

  @Test
  void so_it_does_until_the_api_server_says_what_the_failed_one_was_to_get() {
    Daemon before = Daemon.proving(world, ProofPolicy.REQUIRED, LIMITS);
    before.settled();
    before.prove("1.32.1@sha256:5eed");
    before.accept(before.after(SECOND).getFirst());
    Daemon another = failed(before).restarted();

    another.after(SECOND);
    another.after(Duration.ofMinutes(2));
    assertThat(another.census().stopping()).isEqualTo(1);
    another.prove("1.32.1@sha256:5eed");
    another.after(SECOND);

    assertThat(another.census().stopping()).isEqualTo(1);
    assertThat(another.written()).isEmpty();
  }

  @Test
  void a_breaker_of_whose_failures_nothing_is_left_closes() {
    Daemon before = new Daemon(world, Daemon.policy(Mode.ENFORCE, LIMITS));
    before.accept(before.settled().getFirst());
    Daemon daemon = failed(before);
    world.roll(cart, "1.32.1", daemon.now());

    daemon.takeOver();
    daemon.after(SECOND);
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.census().stopping()).isZero();
  }

  @Test
  void a_target_that_changed_while_nobody_led_is_carried_in_waves() {
    for (int i = 10; i < 49; i++) {
      world.workload("shop", "w" + i, 2, "1.31.2");
    }
    Daemon before = new Daemon(world, Daemon.policy(Mode.ENFORCE, LIMITS.with(new Waves(true, List.of(5, 100)))));
    before.after(Duration.ZERO);
    world.upgrade("1.32.2");
    for (List<Effect.Restart> all = before.settled(); !all.isEmpty();) {
      all.forEach(before::accept);
      before.tick();
      all.forEach(restart -> world.roll(restart.ref(), "1.32.2", before.now()));
      before.tick();
      all = before.after(Duration.ofMinutes(2));
    }
    before.later(Duration.ofMinutes(30));
    world.upgrade("1.32.3");
    Daemon daemon = before.restarted();

    List<Effect.Restart> canary = daemon.settled();
    assertThat(canary).hasSize(1);
    daemon.accept(canary.getFirst());
    daemon.tick();
    world.roll(canary.getFirst().ref(), "1.32.3", daemon.now());
    daemon.tick();

    assertThat(daemon.after(Duration.ofMinutes(2))).as("5 % of 40, and one has begun").hasSize(1);
  }
}

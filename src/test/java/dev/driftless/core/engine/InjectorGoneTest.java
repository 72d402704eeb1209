package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The webhook goes while a restart is under way: its new pods come without a sidecar. */
class InjectorGoneTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration COOLDOWN = Duration.ofMinutes(10);

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef orders;

  @BeforeEach
  void two_drifted_workloads() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    orders = world.workload("shop", "orders", 4, "1.31.2");
    world.upgrade("1.32.0");
  }

  /** One slot, and the restart of the first was hit. */
  private Daemon hit() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
    daemon.accept(daemon.settled().getFirst());
    daemon.tick();
    world.noWebhook();
    world.rollWithoutSidecar(cart, daemon.now());
    daemon.after(SECOND);
    return daemon;
  }

  /** The webhook is back, and everything has settled. */
  private List<Effect.Restart> back(Daemon daemon) {
    world.webhook(true);
    daemon.after(SECOND);
    return daemon.after(COOLDOWN);
  }

  @Test
  void fails_at_once_and_nothing_is_restarted_while_nothing_injects() {
    Daemon daemon = hit();

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.WITHOUT_SIDECAR);
    assertThat(daemon.after(Duration.ofHours(1))).isEmpty();
    assertThat(daemon.deferrals(orders)).isNotEmpty();
  }

  @Test
  void fails_at_once_also_while_the_api_server_still_has_to_say_what_a_new_pod_would_get() {
    Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(1, 1, 100));
    daemon.settled();
    daemon.prove("1.32.0@sha256:5eed");
    daemon.accept(daemon.after(SECOND).getFirst());
    daemon.tick();
    world.observe(Resource.NAMESPACES, "", "shop",
        new NamespaceFacts("shop", Map.of("istio-injection", "enabled", "owner", "us"), Map.of(), false));
    world.rollWithoutSidecar(cart, daemon.now());

    daemon.after(SECOND);

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.WITHOUT_SIDECAR);
  }

  @Test
  void stops_everything_for_as_long_as_nothing_injects() {
    Daemon daemon = hit();

    daemon.after(Duration.ofHours(1));

    assertThat(daemon.census().stopping()).isEqualTo(1);
  }

  @Test
  void stops_nothing_once_no_sidecar_is_wanted_there() {
    Daemon daemon = hit();

    world.observe(Resource.NAMESPACES, "", "shop", new NamespaceFacts("shop", Map.of(), Map.of(), false));
    daemon.after(SECOND);

    assertThat(daemon.census().stopping()).isZero();
  }

  @Test
  void is_put_right_first_and_all_others_wait_for_that() {
    Daemon daemon = hit();

    assertThat(daemon.refs(back(daemon))).containsExactly(cart);
    assertThat(daemon.deferrals(orders)).contains(DeferReason.BREAKER_OPEN);
  }

  @Test
  void is_put_right_although_its_rollout_is_not_over() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
    Effect.Restart restart = daemon.settled().getFirst();
    daemon.accept(restart);
    daemon.tick();
    world.noWebhook();
    bare(restart.marks().restartId(), daemon);
    world.replicas(cart, new Replicas(3, 3, 1, 3, true));
    daemon.after(SECOND);

    assertThat(daemon.refs(back(daemon))).containsExactly(cart);
  }

  @Test
  void is_put_right_once_however_long_that_takes() {
    Daemon daemon = hit();
    daemon.accept(back(daemon).getFirst());
    daemon.tick();

    assertThat(daemon.after(COOLDOWN.plusMinutes(1))).isEmpty();
    assertThat(daemon.deferrals(cart)).contains(DeferReason.RESTARTING);
    world.roll(cart, "1.32.0", daemon.now());

    assertThat(daemon.refs(daemon.after(Duration.ofMinutes(2)))).containsExactly(orders);
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome)
        .containsExactly(Outcome.WITHOUT_SIDECAR, Outcome.VERIFIED);
  }

  @Test
  void is_put_right_by_another_process_too() {
    hit();
    world.webhook(true);
    Daemon another = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100))).restarted();

    another.after(SECOND);
    assertThat(another.refs(another.after(COOLDOWN.plusSeconds(1)))).containsExactly(cart);
  }

  @Test
  void is_put_right_by_another_process_also_days_later() {
    Daemon before = hit();
    before.later(Duration.ofDays(2));
    world.webhook(true);
    Daemon another = before.restarted();

    another.after(SECOND);
    assertThat(another.refs(another.after(COOLDOWN.plusSeconds(1)))).containsExactly(cart);
  }

  @Test
  void is_not_blamed_on_a_restart_of_hours_before_the_pod_came() {
    Daemon before = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
    before.complete(before.settled().getFirst(), "1.32.0");
    before.later(Duration.ofHours(2));
    bare(world.pods(cart).getFirst().shape().restartId(), before);
    Daemon another = before.restarted();

    assertThat(another.refs(another.settled())).containsExactly(orders);
    assertThat(another.census().stopping()).isZero();
  }

  @Test
  void is_put_right_by_another_process_although_its_owner_had_stopped_the_rollout_for_hours() {
    Daemon before = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
    Effect.Restart restart = before.settled().getFirst();
    before.accept(restart);
    before.tick();
    before.later(Duration.ofHours(9));
    world.noWebhook();
    bare(restart.marks().restartId(), before);
    world.replicas(cart, new Replicas(3, 3, 1, 3, true));
    before.after(SECOND);
    world.webhook(true);
    Daemon another = before.restarted();

    another.after(SECOND);
    assertThat(another.census().stopping()).isEqualTo(1);
    assertThat(another.refs(another.after(COOLDOWN.plusSeconds(1)))).containsExactly(cart);
  }

  /** One pod of the first is replaced by one without a sidecar, and the others are as they were. */
  private void bare(String restartId, Daemon daemon) {
    PodFacts old = world.pods(cart).getFirst();
    world.put(cart, new PodFacts("shop", old.name(), "bare", "1", daemon.now(), old.owner(),
        new PodShape(old.shape().labels(), Optional.empty(), restartId, Optional.empty(), Map.of()),
        old.state()));
  }

  @Test
  void is_tried_again_if_the_webhook_goes_once_more() {
    Daemon daemon = hit();
    daemon.accept(back(daemon).getFirst());
    daemon.tick();
    world.noWebhook();
    world.rollWithoutSidecar(cart, daemon.now());
    daemon.after(SECOND);
    world.webhook(true);
    daemon.after(SECOND);

    assertThat(daemon.after(COOLDOWN)).isEmpty();
    List<Effect.Restart> third = daemon.after(COOLDOWN);

    assertThat(daemon.refs(third)).containsExactly(cart);
    assertThat(third.getFirst().marks().attempt()).isEqualTo(3);
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a dry run for one workload tells of the injector, and so of all others; and what is told without any. */
class InjectorWordTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ProofAnswer BARE = new ProofAnswer.Admitted(Optional.empty());
  private static final ProofAnswer INJECTED =
      new ProofAnswer.Admitted(Optional.of(Proxies.plain("docker.io/istio/proxyv2:1.32.0", "default")));
  private static final Deferral NOT_ANSWERING = Deferral.of(DeferReason.INJECTOR_NOT_ANSWERING,
      "a dry run for DaemonSet shop/cart came back without a sidecar");

  private final World world = new World();
  private WorkloadRef cart;
  private WorkloadRef orders;
  private List<Effect.Prove> questions;

  @BeforeEach
  void two_drifted_workloads() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    orders = world.workload("shop", "orders", 4, "1.31.2");
    world.upgrade("1.32.0");
  }

  @Test
  void who_has_an_answer_waits_when_another_is_told_later_that_nothing_injects() {
    Daemon daemon = asked(Reaction.REPORT);
    answer(daemon, orders, INJECTED);
    answer(daemon, cart, BARE);

    assertThat(daemon.after(SECOND)).isEmpty();
    assertThat(daemon.review(orders).deferred()).containsExactly(NOT_ANSWERING);
  }

  @Test
  void who_has_no_answer_yet_waits_for_that_reason_too() {
    Daemon daemon = asked(Reaction.REPORT);
    answer(daemon, cart, BARE);

    assertThat(daemon.after(SECOND)).isEmpty();
    assertThat(daemon.review(orders).deferred()).containsExactly(NOT_ANSWERING);
  }

  @Test
  void an_answer_without_a_sidecar_that_is_not_wanted_says_nothing_against_the_injector() {
    world.annotate(cart, Map.of(), Map.of("sidecar.istio.io/inject", "false"));
    Daemon daemon = asked(Reaction.RESTART);
    answer(daemon, orders, INJECTED);
    answer(daemon, cart, BARE);

    assertThat(daemon.refs(daemon.after(SECOND))).containsExactlyInAnyOrder(cart, orders);
  }

  @Test
  void who_is_asked_about_says_so() {
    Daemon daemon = asked(Reaction.REPORT);

    assertThat(daemon.review(cart).deferred()).containsExactly(
        Deferral.of(DeferReason.UNPROVEN, "the API server is asked what a new pod would get"));
  }

  @Test
  void who_was_not_asked_about_says_so_too() {
    Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, Daemon.limits(1, 1, 100));
    daemon.settled();

    assertThat(daemon.review(orders).deferred()).containsExactly(
        Deferral.of(DeferReason.UNPROVEN, "the API server was not asked what a new pod would get"));
  }

  @Test
  void what_we_may_not_ask_is_asked_again_after_five_minutes() {
    Daemon daemon = asked(Reaction.REPORT);
    answer(daemon, cart, new ProofAnswer.Forbidden("cannot create pods"));
    answer(daemon, orders, new ProofAnswer.Forbidden("cannot create pods"));

    daemon.after(Duration.ofMinutes(5).minusMillis(1));
    assertThat(daemon.asked()).isEmpty();
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.NOT_PROVABLE);
    daemon.after(Duration.ofMillis(1));
    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(cart, orders);
    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.UNPROVEN);
  }

  /** Both are asked about. */
  private Daemon asked(Reaction unwanted) {
    Policy plain = Daemon.policy(Mode.ENFORCE, Daemon.limits(100, 100, 100));
    Map<DriftReason, Reaction> reactions = new EnumMap<>(plain.reactions());
    reactions.put(DriftReason.UNWANTED_SIDECAR, unwanted);
    Daemon daemon = new Daemon(world, new Policy(plain.mode(), plain.scope(), plain.mesh(), plain.driftSettle(),
        reactions, ProofPolicy.REQUIRED, plain.limits()));
    daemon.settled();
    questions = daemon.asked();
    return daemon;
  }

  private void answer(Daemon daemon, WorkloadRef ref, ProofAnswer answer) {
    questions.stream().filter(question -> question.ref().equals(ref))
        .forEach(question -> daemon.answer(question, answer));
  }
}

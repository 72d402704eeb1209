package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.plan.Waves;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Proofs that say different things of different workloads, at different times, or nothing at all. */
class DivergentProofsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String GOOD = "1.32.1@sha256:5eed";
  private static final String BAD = "1.32.1@sha256:bad0";
  private static final Limits ONE = Daemon.limits(1, 1, 100);

  private final World world = new World();

  private WorkloadRef cart(String tag) {
    world.namespace("shop");
    return world.workload("shop", "cart", 3, tag);
  }

  private WorkloadRef orders(String tag) {
    world.namespace("bank");
    return world.workload("bank", "orders", 4, tag);
  }

  private static ProofAnswer injected(String tag) {
    return new ProofAnswer.Admitted(Optional.of(Proxies.plain("docker.io/istio/proxyv2:" + tag, "default")));
  }

  private Daemon required(Limits limits) {
    return Daemon.proving(world, ProofPolicy.REQUIRED, limits);
  }

  @Test
  void a_workload_whose_own_answer_has_no_sidecar_waits_whatever_others_were_told() {
    WorkloadRef cart = cart("1.31.2");
    orders("1.31.2");
    world.upgrade("1.32.1");
    Daemon daemon = required(Daemon.limits(5, 5, 100));
    daemon.settled();

    daemon.asked().forEach(question -> daemon.answer(question,
        question.ref().equals(cart) ? new ProofAnswer.Admitted(Optional.empty()) : injected("1.32.1")));

    assertThat(daemon.refs(daemon.after(SECOND))).doesNotContain(cart);
    assertThat(daemon.deferrals(cart)).contains(DeferReason.INJECTOR_NOT_ANSWERING);
  }

  @Test
  void a_refusal_counts_also_where_the_sidecar_is_to_go() {
    namespace("shop", Map.of("istio-injection", "disabled"));
    WorkloadRef cart = world.workload("shop", "cart", 3, "1.31.2");
    Policy plain = Daemon.policy(Mode.ENFORCE, ONE);
    Map<DriftReason, Reaction> reactions = new EnumMap<>(plain.reactions());
    reactions.put(DriftReason.UNWANTED_SIDECAR, Reaction.RESTART);
    Daemon daemon = new Daemon(world, new Policy(plain.mode(), plain.scope(), plain.mesh(), plain.driftSettle(),
        reactions, ProofPolicy.REQUIRED, plain.limits()));
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(), new ProofAnswer.Refused(403, "violates PodSecurity"));

    assertThat(daemon.after(SECOND)).isEmpty();
    assertThat(daemon.verdict(cart)).isInstanceOfSatisfying(Verdict.Unknown.class,
        unknown -> assertThat(unknown.reason()).isEqualTo(UnknownReason.PROOF_REFUSED));
  }

  @Test
  void a_restart_that_ends_as_it_was_shown_is_verified_however_far_from_the_configuration() {
    WorkloadRef cart = cart("1.31.2-debug");
    WorkloadRef orders = orders("1.31.2-debug");
    world.upgrade("1.32.1");
    Daemon daemon = required(ONE);
    Effect.Restart restart = proved(daemon, "1.32.1-debug");

    daemon.complete(restart, "1.32.1-debug");

    assertThat(restart.ref()).isEqualTo(cart);
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
    daemon.asked().forEach(question -> daemon.answer(question, injected("1.32.1-debug")));
    assertThat(daemon.refs(daemon.after(SECOND))).containsExactly(orders);
  }

  private Effect.Restart proved(Daemon daemon, String tag) {
    daemon.settled();
    daemon.asked().forEach(question -> daemon.answer(question, injected(tag)));
    return daemon.after(SECOND).getFirst();
  }

  @Test
  void one_that_leaves_the_scope_midway_is_followed_to_its_end() {
    namespace("shop", Map.of("istio-injection", "enabled", "watch", "yes"));
    WorkloadRef cart = world.workload("shop", "cart", 3, "1.31.2@sha256:01");
    world.upgrade("1.32.1");
    Policy plain = Daemon.policy(Mode.ENFORCE, ONE);
    Daemon daemon = new Daemon(world, new Policy(plain.mode(),
        new Policy.Scope(Set.of(), new LabelSelector(Map.of("watch", "yes"), List.of())), plain.mesh(),
        plain.driftSettle(), plain.reactions(), ProofPolicy.REQUIRED, plain.limits()));
    daemon.accept(proved(daemon, GOOD));
    daemon.tick();

    namespace("shop", Map.of("istio-injection", "enabled"));
    world.roll(cart, GOOD, daemon.now());
    daemon.after(Duration.ofMinutes(2));
    daemon.asked().forEach(question -> daemon.answer(question, injected(GOOD)));
    daemon.after(Duration.ofMinutes(2));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
    assertThat(daemon.census().inFlight()).isEmpty();
  }

  @Test
  void a_new_process_does_not_repeat_a_restart_that_was_in_vain() {
    WorkloadRef cart = cart("1.31.2@sha256:01");
    world.upgrade("1.32.1");
    Daemon daemon = required(ONE);
    daemon.accept(proved(daemon, GOOD));
    daemon.tick();
    world.roll(cart, BAD, daemon.now());
    daemon.after(SECOND);
    daemon.after(Duration.ofMinutes(30));
    assertThat(daemon.deferrals(cart)).contains(DeferReason.QUARANTINED);

    Daemon next = daemon.restarted();
    next.settled();
    for (int i = 0; i < 8; i++) {
      next.asked().forEach(question -> next.answer(question, injected(GOOD)));
      assertThat(next.after(Duration.ofSeconds(10))).isEmpty();
    }

    assertThat(next.deferrals(cart)).contains(DeferReason.QUARANTINED);
  }

  @Test
  void a_failure_ends_with_its_target_as_soon_as_the_next_is_shown() {
    WorkloadRef cart = cart("1.31.2@sha256:01");
    world.upgrade("1.32.1");
    Daemon daemon = required(ONE);
    daemon.accept(proved(daemon, GOOD));
    daemon.tick();
    world.roll(cart, BAD, daemon.now());
    daemon.after(SECOND);
    assertThat(daemon.deferrals(cart)).contains(DeferReason.QUARANTINED);

    world.upgrade("1.32.2");
    daemon.after(Duration.ofHours(1));

    assertThat(proved(daemon, "1.32.2@sha256:02").ref()).isEqualTo(cart);
  }

  @Test
  void what_came_of_a_restart_while_its_target_was_another_says_nothing_of_it() {
    WorkloadRef cart = cart("1.31.2@sha256:01");
    world.upgrade("1.32.1");
    Daemon daemon = required(ONE);
    daemon.accept(proved(daemon, GOOD));
    daemon.tick();
    world.upgrade("1.32.2");
    world.roll(cart, "1.32.2@sha256:02", daemon.now());
    daemon.settled();
    answerAll(daemon, "1.32.2@sha256:02");
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED_BY_TARGET);

    world.upgrade("1.32.1");
    daemon.after(Duration.ofHours(1));

    assertThat(proved(daemon, GOOD).ref()).isEqualTo(cart);
  }

  @Test
  void a_webhook_that_rewrites_in_some_namespaces_only_costs_one_more_canary() {
    for (int i = 0; i < 4; i++) {
      world.workload("shop", "s" + i, 2, "1.31.2");
      world.workload("bank", "b" + i, 2, "1.31.2@sha256:01");
    }
    world.namespace("shop");
    world.namespace("bank");
    world.upgrade("1.32.1");
    Daemon daemon = required(Daemon.limits(9, 9, 100).with(new Waves(true, List.of(100))));
    daemon.settled();
    List<Integer> portions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      daemon.asked().forEach(question -> daemon.answer(question, injected(given(question.ref()))));
      List<Effect.Restart> portion = daemon.after(Duration.ofSeconds(10));
      portion.forEach(daemon::accept);
      daemon.tick();
      portion.forEach(restart -> world.roll(restart.ref(), given(restart.ref()), daemon.now()));
      portions.add(portion.size());
    }

    assertThat(portions.stream().mapToInt(Integer::intValue).sum()).isEqualTo(8);
    assertThat(portions.stream().filter(size -> size > 0)).hasSizeLessThanOrEqualTo(4);
  }

  private static String given(WorkloadRef ref) {
    return ref.namespace().equals("bank") ? GOOD : "1.32.1";
  }

  @Test
  void an_old_failure_does_not_hide_one_that_ended_unseen() {
    WorkloadRef cart = cart("1.31.2@sha256:01");
    world.upgrade("1.32.1");
    Daemon daemon = required(ONE);
    daemon.accept(proved(daemon, GOOD));
    daemon.tick();
    world.roll(cart, BAD, daemon.now());
    daemon.after(SECOND);
    world.upgrade("1.32.2");
    daemon.after(Duration.ofHours(1));
    daemon.accept(proved(daemon, "1.32.2@sha256:02"));
    daemon.tick();
    namespace("shop", Map.of("istio-injection", "enabled", "team", "x"));
    daemon.after(SECOND);
    daemon.asked().forEach(question -> daemon.answer(question, new ProofAnswer.Failed("no answer")));
    world.roll(cart, "1.32.2@sha256:bad2", daemon.now());
    daemon.after(SECOND);
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome)
        .containsExactly(Outcome.DID_NOT_CONVERGE, Outcome.SUPERSEDED_BY_TARGET);

    for (int hour = 0; hour < 8; hour++) {
      assertThat(daemon.after(Duration.ofHours(1))).isEmpty();
      answerAll(daemon, "1.32.2@sha256:02");
    }
    assertThat(daemon.deferrals(cart)).contains(DeferReason.QUARANTINED);
  }

  /** Within the time that an answer is good for. */
  private static void answerAll(Daemon daemon, String tag) {
    for (int i = 0; i < 3; i++) {
      daemon.asked().forEach(question -> daemon.answer(question, injected(tag)));
      assertThat(daemon.after(SECOND)).isEmpty();
    }
  }

  @Test
  void a_failure_stays_one_while_its_proof_is_asked_for_anew() {
    WorkloadRef cart = cart("1.31.2@sha256:01");
    WorkloadRef orders = orders("1.31.2@sha256:01");
    world.upgrade("1.32.1");
    Daemon daemon = required(ONE);
    daemon.accept(proved(daemon, GOOD));
    daemon.tick();
    world.roll(cart, BAD, daemon.now());
    daemon.after(SECOND);
    assertThat(daemon.deferrals(orders)).contains(DeferReason.BREAKER_OPEN);

    namespace("shop", Map.of("istio-injection", "enabled", "team", "x"));

    for (int i = 0; i < 6; i++) {
      daemon.asked().stream().filter(question -> question.ref().equals(orders))
          .forEach(question -> daemon.answer(question, injected(GOOD)));
      assertThat(daemon.after(Duration.ofSeconds(2))).isEmpty();
    }
    assertThat(daemon.deferrals(orders)).contains(DeferReason.BREAKER_OPEN);
  }

  @Test
  void one_that_cannot_be_proved_is_in_nobodys_way() {
    WorkloadRef cart = cart("1.31.2");
    WorkloadRef orders = orders("1.31.2");
    world.upgrade("1.32.1");
    Daemon daemon = required(ONE);
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(),
        new ProofAnswer.Failed("HTTP 500: failed calling webhook \"x.policy.example\": no endpoints"));
    daemon.after(SECOND);
    daemon.asked().forEach(question -> daemon.answer(question, injected("1.32.1")));

    assertThat(daemon.refs(daemon.after(SECOND))).containsExactly(orders);
    assertThat(daemon.deferrals(cart)).isNotEmpty();
  }

  @Test
  void what_was_held_back_says_nothing_of_the_injector_and_is_asked_again_soon() {
    WorkloadRef cart = cart("1.31.2");
    world.upgrade("1.32.1");
    Daemon daemon = required(ONE);
    daemon.settled();

    daemon.answer(daemon.asked().getFirst(), new ProofAnswer.HeldBack());
    daemon.after(SECOND);

    assertThat(daemon.deferrals(cart)).containsExactly(DeferReason.UNPROVEN);
    assertThat(daemon.asked()).extracting(Effect.Prove::ref).containsExactly(cart);
  }

  private void namespace(String name, Map<String, String> labels) {
    world.observe(Resource.NAMESPACES, "", name, new NamespaceFacts(name, labels, Map.of(), false));
  }
}

package dev.driftless.core.engine;

import static dev.driftless.core.engine.ByHand.NEW;
import static dev.driftless.core.engine.ByHand.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.plan.Waves;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every gate is looked at again before each pod of a restart by evictions. */
class EvictionGatesTest {

  private static final Policy PLAIN = Daemon.policy(Mode.ENFORCE, Daemon.limits(9, 9, 9));

  private final World world = new World();
  private ByHand cart;

  @BeforeEach
  void drifted() {
    namespace(Map.of("istio-injection", "enabled", "watch", "yes"), Map.of());
    cart = new ByHand(world, "cart", 3);
    world.upgrade(NEW);
  }

  @Test
  void a_pod_of_two_budgets_is_nobodys_to_evict() {
    world.budget("shop", "cart", 3, false);
    world.observe(Resource.POD_DISRUPTION_BUDGETS, "shop", "all",
        new BudgetFacts("shop", "all", LabelSelector.EVERYTHING, 3, false));
    Daemon daemon = new Daemon(world, PLAIN);
    daemon.settled();

    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.PDB_NEVER_ALLOWS);
  }

  @Test
  void a_second_budget_stops_it_midway() {
    world.budget("shop", "cart", 3, false);
    Daemon daemon = new Daemon(world, PLAIN);
    cart.begin(daemon);
    evictThen(daemon, () -> world.observe(Resource.POD_DISRUPTION_BUDGETS, "shop", "all",
        new BudgetFacts("shop", "all", LabelSelector.EVERYTHING, 3, false)));

    assertHalfDone(daemon, DeferReason.PDB_NEVER_ALLOWS);
  }

  @Test
  void a_window_that_closes_stops_it_midway_until_the_next_opens() {
    Daemon daemon = new Daemon(world, PLAIN);
    namespace(Map.of("istio-injection", "enabled"), Map.of("driftless.dev/window", "12:00+1h UTC"));
    cart.begin(daemon);
    evictThen(daemon, () -> daemon.later(Duration.ofHours(1)));
    assertHalfDone(daemon, DeferReason.OUTSIDE_WINDOW);

    daemon.after(Duration.ofHours(23));
    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("cart-1");
  }

  @Test
  void the_next_pod_goes_only_with_a_proof_that_is_fresh_then() {
    Daemon daemon = Daemon.proving(world, ProofPolicy.REQUIRED, PLAIN.limits());
    daemon.settled();
    daemon.prove(NEW);
    daemon.after(Duration.ofSeconds(1));
    cart.marked(daemon);
    evictThen(daemon, () -> daemon.later(Duration.ofMinutes(1)));
    assertThat(daemon.written()).isEmpty();

    daemon.prove(NEW);
    daemon.after(Duration.ofSeconds(1));
    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("cart-1");
  }

  @Test
  void a_canary_does_not_wait_for_itself() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, PLAIN.limits().with(new Waves(true, List.of(100)))));
    cart.begin(daemon);

    cart.next(daemon);

    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("cart-1");
  }

  @Test
  void too_many_pods_of_the_mesh_that_are_down_stop_it_midway() {
    Limits tenth = PLAIN.limits().with(
        new Limits.Breaking(3, Duration.ofMinutes(30), Duration.ofMinutes(30), new Budget.Percent(10)));
    WorkloadRef other = world.workload("shop", "other", 3, NEW);
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, tenth));
    cart.begin(daemon);

    evictThen(daemon, () -> world.replicas(other, new Replicas(3, 3, 3, 0, true)));

    assertHalfDone(daemon, DeferReason.MESH_UNHEALTHY);
  }

  @Test
  void what_the_api_server_forbids_midway_is_asked_for_again_after_a_while() {
    Daemon daemon = new Daemon(world, PLAIN);
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, new Answer.Refused(403, "no right"));
    daemon.after(Duration.ofMinutes(9));

    assertHalfDone(daemon, DeferReason.REFUSED);
    assertThat(daemon.census().inFlight()).isEmpty();
    assertThat(daemon.ended()).isEmpty();
    daemon.after(Duration.ofMinutes(2));
    assertThat(only(daemon, Effect.Evict.class).pod()).isEqualTo(evict.pod());
  }

  @Test
  void one_that_leaves_the_scope_loses_no_more_pods_and_is_followed_to_its_end() {
    Daemon daemon = new Daemon(world, PLAIN.within(
        new Policy.Scope(Set.of(), new LabelSelector(Map.of("watch", "yes"), List.of()))));
    cart.begin(daemon);
    evictThen(daemon, () -> namespace(Map.of("istio-injection", "enabled"), Map.of()));
    daemon.after(Duration.ofHours(1));

    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED);
    assertThat(daemon.census().inFlight()).isEmpty();
  }

  @Test
  void a_pod_in_sync_that_is_not_ready_any_more_stops_it_midway_and_is_named() {
    Daemon daemon = new Daemon(world, PLAIN);
    cart.replace("cart-0", NEW, World.START.minusSeconds(3600), true);
    world.replicas(cart.ref, new Replicas(3, 3, 3, 3, true));
    cart.begin(daemon);
    evictThen(daemon, () -> cart.crash("cart-0"));
    daemon.after(Duration.ofHours(1));

    assertHalfDone(daemon, DeferReason.NOT_AVAILABLE);
    assertThat(daemon.review(cart.ref).deferred().getLast().detail())
        .isEqualTo("not ready, and not by this restart: cart-0");
    assertThat(daemon.ended()).isEmpty();
  }

  @Test
  void a_pod_more_than_is_wanted_keeps_nothing_from_going_on() {
    world.replicas(cart.ref, new Replicas(2, 2, 2, 2, true));
    Daemon daemon = new Daemon(world, PLAIN);
    cart.begin(daemon);

    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("cart-2");
  }

  @Test
  void the_next_waits_until_the_last_is_gone_although_there_are_more_than_are_wanted() {
    world.replicas(cart.ref, new Replicas(2, 2, 2, 2, true));
    Daemon daemon = new Daemon(world, PLAIN);
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    PodFacts pod = cart.pod(evict.pod().name());
    daemon.answer(evict, new Answer.Accepted(""));
    world.put(cart.ref, new PodFacts(pod.namespace(), pod.name(), pod.uid(), "going", pod.createdAt(), pod.owner(),
        pod.shape(), new PodState(pod.state().phase(), pod.state().readySince(), true, Optional.empty())));
    daemon.after(Duration.ofSeconds(5));
    assertThat(daemon.written()).isEmpty();

    world.lose(cart.ref, pod.name());
    world.replicas(cart.ref, new Replicas(2, 2, 1, 1, true));
    daemon.after(Duration.ofSeconds(5));
    assertThat(daemon.written()).isEmpty();
    cart.replace(pod.name(), NEW, daemon.now(), true);
    daemon.after(Duration.ofSeconds(1));
    assertThat(only(daemon, Effect.Evict.class).pod().name()).isNotEqualTo(pod.name());
  }

  @Test
  void a_pod_that_goes_by_others_and_is_never_gone_holds_nothing_back() {
    world.replicas(cart.ref, new Replicas(2, 2, 2, 2, true));
    Daemon daemon = new Daemon(world, PLAIN);
    PodFacts pod = cart.pod("cart-2");
    world.put(cart.ref, new PodFacts(pod.namespace(), pod.name(), pod.uid(), "going", pod.createdAt(), pod.owner(),
        pod.shape(), new PodState(pod.state().phase(), pod.state().readySince(), true, Optional.empty())));
    cart.begin(daemon);

    assertThat(cart.next(daemon).pod().name()).isEqualTo("cart-1");
    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("cart-0");
  }

  @Test
  void a_policy_that_only_reports_from_now_on_stops_it_midway() {
    Daemon daemon = new Daemon(world, PLAIN);
    cart.begin(daemon);
    evictThen(daemon, () -> daemon.under(new Policy(PLAIN.mode(), PLAIN.scope(), PLAIN.mesh(), PLAIN.driftSettle(),
        Map.of(DriftReason.IMAGE, Reaction.REPORT), PLAIN.proof(), PLAIN.limits())));

    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.census().inFlight()).isEmpty();
    assertThat(daemon.ended()).isEmpty();
    assertThat(daemon.facts).filteredOn(Fact.Deferred.class::isInstance).last()
        .extracting(fact -> ((Fact.Deferred) fact).detail())
        .isEqualTo("1/3 pods; POLICY_REPORT: drift.policy.IMAGE is report");
  }

  @Test
  void another_reason_to_wait_midway_is_told_as_well() {
    Daemon daemon = new Daemon(world, PLAIN);
    cart.begin(daemon);
    evictThen(daemon, () -> namespace(Map.of("istio-injection", "enabled"), Map.of("driftless.dev/pause", "true")));
    namespace(Map.of("istio-injection", "enabled"), Map.of("driftless.dev/mode", "observe"));
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.facts).filteredOn(Fact.Deferred.class::isInstance).map(Fact.Deferred.class::cast)
        .filteredOn(fact -> fact.reason() == DeferReason.HALF_DONE).extracting(Fact.Deferred::detail)
        .satisfiesExactly(first -> assertThat(first).startsWith("1/3 pods; ON_PAUSE: "),
            then -> assertThat(then).startsWith("1/3 pods; MODE_OBSERVE: "));
  }

  @Test
  void an_eviction_that_is_blocked_again_and_again_is_tried_ever_more_rarely() {
    Daemon daemon = new Daemon(world, PLAIN);
    cart.begin(daemon);

    assertThat(List.of(blockedFor(daemon), blockedFor(daemon), blockedFor(daemon)))
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));
  }

  @Test
  void one_that_a_person_wants_tried_again_goes_on_although_the_breaker_is_open_on_its_account() {
    Daemon daemon = new Daemon(world, PLAIN);
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, cart.evict(evict));
    daemon.tick();
    cart.replace(evict.pod().name(), "1.31.2", daemon.now(), true);
    daemon.after(Duration.ofMinutes(11));
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.DID_NOT_CONVERGE);

    Map<String, String> annotations = new HashMap<>(world.facts(cart.ref).annotations());
    annotations.put(Marks.RETRY, evict.marks().target());
    world.annotate(cart.ref, annotations, Map.of());
    daemon.after(Duration.ofSeconds(1));
    Effect.Mark mark = only(daemon, Effect.Mark.class);
    daemon.answer(mark, world.apply(mark));
    daemon.tick();

    assertThat(mark.marks().retried()).isTrue();
    assertThat(only(daemon, Effect.Evict.class).marks()).isEqualTo(mark.marks());
  }

  private static Duration blockedFor(Daemon daemon) {
    Instant before = daemon.now();
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Blocked("HTTP 429: no"));
    for (daemon.tick(); !daemon.wrote(); daemon.after(Duration.ofSeconds(1))) {
      assertThat(daemon.now()).isBefore(before.plusSeconds(300));
    }
    return Duration.between(before, daemon.now());
  }

  /** The first pod is replaced, and something else happens meanwhile. */
  private void evictThen(Daemon daemon, Runnable happens) {
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, cart.evict(evict));
    daemon.tick();
    happens.run();
    cart.replace(evict.pod().name(), NEW, daemon.now(), true);
    daemon.after(Duration.ofSeconds(20));
  }

  private void assertHalfDone(Daemon daemon, DeferReason because) {
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.HALF_DONE, because);
  }

  private void namespace(Map<String, String> labels, Map<String, String> annotations) {
    world.observe(Resource.NAMESPACES, "", "shop", new NamespaceFacts("shop", labels, annotations, false));
  }
}

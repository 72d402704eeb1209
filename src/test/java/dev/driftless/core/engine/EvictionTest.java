package dev.driftless.core.engine;

import static dev.driftless.core.engine.ByHand.NEW;
import static dev.driftless.core.engine.ByHand.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A restart of a workload whose owner replaces no pod by itself: one eviction after the other. */
class EvictionTest {

  private final World world = new World();
  private ByHand cart;
  private Daemon daemon;

  @BeforeEach
  void drifted() {
    world.namespace("shop");
    cart = new ByHand(world, "cart", 3);
    world.upgrade(NEW);
    daemon = Daemon.enforcing(world);
  }

  @Test
  void first_of_all_one_eviction_is_for_show() {
    daemon.settled();

    Effect.Evict show = only(daemon, Effect.Evict.class);
    assertThat(show.dryRun()).isTrue();
    assertThat(show.pod()).isEqualTo(pod("cart-2"));
    daemon.answer(show, new Answer.Refused(403, "no right"));
    daemon.after(Duration.ofMinutes(1));
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.REFUSED);
    assertThat(daemon.census().inFlight()).isEmpty();
  }

  @Test
  void the_marks_come_before_any_eviction_and_change_no_template() {
    String template = world.facts(cart.ref).template().toString();

    Effect.Mark mark = cart.begin(daemon);

    assertThat(mark.marks().attempt()).isEqualTo(1);
    assertThat(world.facts(cart.ref).template().toString()).isEqualTo(template);
    assertThat(only(daemon, Effect.Evict.class)).extracting(Effect.Evict::pod, Effect.Evict::marks,
        Effect.Evict::dryRun).containsExactly(pod("cart-2"), mark.marks(), false);
  }

  @Test
  void all_pods_are_evicted_one_after_the_other_and_the_restart_is_verified() {
    cart.begin(daemon);

    assertThat(List.of(cart.next(daemon), cart.next(daemon), cart.next(daemon)))
        .extracting(evict -> evict.pod().name()).containsExactly("cart-2", "cart-1", "cart-0");
    assertThat(daemon.ended()).isEmpty();
    daemon.after(Duration.ofSeconds(61));
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.census().inFlight()).isEmpty();
  }

  @Test
  void no_pod_goes_before_the_last_is_replaced() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    assertThat(daemon.after(Duration.ofSeconds(1))).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.AWAITING_ANSWER);
    daemon.answer(evict, cart.evict(evict));

    daemon.after(Duration.ofSeconds(30));
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.RESTARTING);
    cart.replace(evict.pod().name(), NEW, daemon.now(), false);
    daemon.after(Duration.ofSeconds(30));
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.census().inFlight()).hasSize(1);
  }

  @Test
  void no_pod_goes_while_another_is_seen_not_to_be_ready_whatever_its_owner_says() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, cart.evict(evict));
    daemon.tick();

    cart.replace(evict.pod().name(), NEW, daemon.now(), false);
    world.replicas(cart.ref, new Replicas(3, 3, 3, 3, true));
    daemon.after(Duration.ofSeconds(30));

    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.RESTARTING);
  }

  @Test
  void the_last_ordinal_goes_first_as_a_number() {
    world.delete(cart.ref);
    new ByHand(world, "large", 11);

    daemon.settled();

    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("large-10");
  }

  @Test
  void what_is_to_be_done_is_called_an_eviction() {
    daemon.settled();

    assertThat(daemon.review(cart.ref).action()).isEqualTo(Review.Action.EVICT);
  }

  @Test
  void only_drifted_pods_are_evicted() {
    cart.replace("cart-2", NEW, World.START.minusSeconds(3600), true);
    world.replicas(cart.ref, new Replicas(3, 3, 3, 3, true));
    cart.begin(daemon);

    assertThat(List.of(cart.next(daemon), cart.next(daemon))).extracting(evict -> evict.pod().name())
        .containsExactly("cart-1", "cart-0");
    daemon.after(Duration.ofSeconds(61));
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.VERIFIED);
  }

  @Test
  void a_pause_stops_it_midway_and_it_goes_on_afterwards() {
    cart.begin(daemon);
    cart.next(daemon);
    Effect.Evict second = only(daemon, Effect.Evict.class);
    daemon.answer(second, cart.evict(second));
    pause("true");
    cart.replace(second.pod().name(), NEW, daemon.now(), true);
    daemon.after(Duration.ofSeconds(5));

    assertThat(daemon.written()).isEmpty();
    assertThat(deferred(DeferReason.HALF_DONE)).startsWith("2/3 pods; ON_PAUSE: ");
    daemon.after(Duration.ofHours(3));
    assertThat(daemon.ended()).isEmpty();
    pause("false");
    daemon.tick();
    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("cart-0");
  }

  @Test
  void every_eviction_counts_as_an_action_of_the_rate() {
    daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(9, 9, 3)));
    cart.begin(daemon);
    cart.next(daemon);

    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).isEmpty();
    daemon.after(Duration.ofSeconds(61));
    assertThat(daemon.written()).hasSize(1);
  }

  @Test
  void a_disruption_budget_that_is_spent_stops_it_midway() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);

    daemon.answer(evict, new Answer.Blocked("HTTP 429: no"));
    daemon.tick();

    assertThat(deferred(DeferReason.HALF_DONE)).isEqualTo("0/3 pods; PDB_BLOCKS: HTTP 429: no");
    assertThat(daemon.written()).isEmpty();
    daemon.after(Duration.ofSeconds(11));
    assertThat(only(daemon, Effect.Evict.class).pod()).isEqualTo(evict.pod());
  }

  @Test
  void what_the_budget_is_seen_not_to_allow_is_not_even_tried() {
    cart.begin(daemon);
    cart.next(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));
    world.budget("shop", "cart", 0, false);
    daemon.after(Duration.ofSeconds(5));

    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.HALF_DONE, DeferReason.PDB_BLOCKS);
  }

  @Test
  void an_unanswered_eviction_is_not_repeated_before_it_cannot_arrive_any_more() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, new Answer.Unanswered("timeout"));

    daemon.after(Duration.ofSeconds(19));
    assertThat(daemon.written()).isEmpty();
    daemon.blind(Duration.ofSeconds(30));
    assertThat(daemon.written()).isEmpty();
    daemon.after(Duration.ofSeconds(1));
    assertThat(only(daemon, Effect.Evict.class).pod()).isEqualTo(evict.pod());
  }

  @Test
  void an_unanswered_eviction_that_is_seen_to_have_happened_was_one() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, new Answer.Unanswered("timeout"));
    cart.evict(evict);
    daemon.after(Duration.ofSeconds(1));
    cart.replace(evict.pod().name(), NEW, daemon.now(), true);

    daemon.after(Duration.ofSeconds(1));

    assertThat(only(daemon, Effect.Evict.class).pod().name()).isEqualTo("cart-1");
  }

  @Test
  void another_process_goes_on_where_one_ended() {
    cart.begin(daemon);
    cart.next(daemon);
    Daemon next = daemon.restarted();

    next.after(Duration.ofSeconds(1));
    assertThat(next.written()).isEmpty();
    next.after(Duration.ofMinutes(1));
    Effect.Evict evict = only(next, Effect.Evict.class);
    assertThat(evict.pod().name()).isEqualTo("cart-1");
    assertThat(evict.dryRun()).isFalse();
    assertThat(next.census().inFlight()).hasSize(1);
  }

  @Test
  void it_is_one_restart_of_one_attempt_whoever_ends_it() {
    Effect.Mark mark = cart.begin(daemon);
    cart.next(daemon);
    Daemon next = daemon.restarted();
    next.settled();
    cart.next(next);
    cart.next(next);

    next.after(Duration.ofSeconds(61));

    assertThat(next.ended()).extracting(Fact.Ended::marks).containsExactly(mark.marks());
    assertThat(next.written()).isEmpty();
  }

  @Test
  void in_dry_run_there_is_one_eviction_for_show_and_nothing_else() {
    Daemon dry = new Daemon(world, Daemon.policy(Mode.DRY_RUN, Daemon.limits(9, 9, 9)));
    dry.settled();

    dry.answer(only(dry, Effect.Evict.class), new Answer.Accepted(""));
    dry.after(Duration.ofHours(1));

    assertThat(dry.written()).isEmpty();
    assertThat(dry.deferrals(cart.ref)).containsExactly(DeferReason.MODE_DRY_RUN);
  }

  private Effect.Evict.Pod pod(String name) {
    return new Effect.Evict.Pod(name, cart.pod(name).uid(), cart.pod(name).resourceVersion());
  }

  private void pause(String value) {
    world.observe(Resource.NAMESPACES, "", "shop", new NamespaceFacts("shop", Map.of("istio-injection", "enabled"),
        Map.of("driftless.dev/pause", value), false));
  }

  /** What was last told of that reason. */
  private String deferred(DeferReason reason) {
    return daemon.facts.stream().filter(Fact.Deferred.class::isInstance).map(Fact.Deferred.class::cast)
        .filter(fact -> fact.reason() == reason).map(Fact.Deferred::detail).reduce((first, last) -> last).orElse("");
  }
}

package dev.driftless.core.engine;

import static dev.driftless.core.engine.ByHand.NEW;
import static dev.driftless.core.engine.ByHand.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.remediation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How a restart by evictions ends otherwise than well, and what keeps it from beginning. */
class EvictionEndsTest {

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
  void pods_of_an_older_template_are_left_to_their_owner() {
    world.replicas(cart.ref, new Replicas(3, 3, 2, 3, true));

    daemon.settled();

    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.ON_DELETE);
  }

  @Test
  void a_template_changed_by_its_owner_ends_it() {
    cart.begin(daemon);
    cart.next(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));

    world.deploy(cart.ref, "another");
    world.replicas(cart.ref, new Replicas(3, 3, 0, 3, true));
    daemon.after(Duration.ofHours(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED);
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.ON_DELETE);
  }

  @Test
  void a_template_changed_while_nobody_looked_ends_it_for_the_next_process() {
    cart.begin(daemon);
    cart.next(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));
    world.deploy(cart.ref, "another");
    world.replicas(cart.ref, new Replicas(3, 3, 0, 3, true));

    Daemon next = daemon.restarted();
    next.settled();

    assertThat(next.written()).isEmpty();
    assertThat(next.census().inFlight()).isEmpty();
    assertThat(next.deferrals(cart.ref)).first().isEqualTo(DeferReason.ON_DELETE);
  }

  @Test
  void another_strategy_ends_it() {
    cart.begin(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));

    world.strategy(cart.ref, new Strategy(Strategy.Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO));
    daemon.tick();

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED);
  }

  @Test
  void marks_that_somebody_removes_end_it_for_good() {
    cart.begin(daemon);
    cart.next(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));

    world.annotate(cart.ref, Map.of(), Map.of());
    daemon.after(Duration.ofHours(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.REVERTED);
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.QUARANTINED);
  }

  @Test
  void an_opt_out_midway_ends_it() {
    Effect.Mark mark = cart.begin(daemon);
    cart.next(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));
    Map<String, String> annotations = new HashMap<>(Map.of("driftless.dev/restart", "false"));
    annotations.putAll(world.facts(cart.ref).annotations());

    world.annotate(cart.ref, annotations, Map.of());
    daemon.after(Duration.ofMinutes(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::marks, Fact.Ended::outcome)
        .containsExactly(tuple(mark.marks(), Outcome.SUPERSEDED));
    assertThat(daemon.written()).isEmpty();
  }

  @Test
  void nothing_ends_it_before_the_pod_that_was_evicted_last_is_replaced() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    Map<String, String> annotations = new HashMap<>(Map.of("driftless.dev/restart", "false"));
    annotations.putAll(world.facts(cart.ref).annotations());
    world.annotate(cart.ref, annotations, Map.of());
    daemon.answer(evict, new Answer.Accepted(""));
    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.ended()).as("the pod is not seen to go yet").isEmpty();

    cart.evict(evict);
    daemon.after(Duration.ofSeconds(30));
    assertThat(daemon.census().inFlight()).hasSize(1);
    cart.replace(evict.pod().name(), NEW, daemon.now(), true);
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED);
  }

  @Test
  void a_new_pod_without_its_sidecar_stops_all_evictions_at_once() {
    cart.begin(daemon);
    Effect.Evict ofCart = only(daemon, Effect.Evict.class);
    ByHand other = new ByHand(world, "other", 3);
    daemon.tick();
    daemon.after(Duration.ofSeconds(20));
    other.marked(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Blocked("no"));
    daemon.answer(ofCart, cart.evict(ofCart));
    daemon.tick();
    cart.replace(ofCart.pod().name(), "", daemon.now(), true);
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.WITHOUT_SIDECAR);
    daemon.after(Duration.ofMinutes(1));
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(other.ref)).contains(DeferReason.BREAKER_OPEN);
  }

  @Test
  void a_new_pod_that_is_as_drifted_as_the_old_one_is_not_evicted_again() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, cart.evict(evict));
    daemon.tick();

    cart.replace(evict.pod().name(), "1.31.2", daemon.now(), true);
    daemon.after(Duration.ofHours(7));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.DID_NOT_CONVERGE);
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).contains(DeferReason.QUARANTINED);
  }

  @Test
  void a_replacement_that_does_not_get_ready_fails_it_and_keeps_the_slot_until_it_does() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, cart.evict(evict));
    daemon.tick();
    cart.replace(evict.pod().name(), NEW, daemon.now(), false);
    daemon.after(Duration.ofMinutes(16));
    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.TIMED_OUT);
    assertThat(daemon.census().inFlight()).hasSize(1);

    cart.replace(evict.pod().name(), NEW, daemon.now(), true);
    daemon.after(Duration.ofSeconds(1));

    assertThat(only(daemon, Effect.Mark.class).marks().attempt()).isEqualTo(2);
  }

  @Test
  void another_target_midway_ends_it_and_counts_no_failure() {
    cart.begin(daemon);
    cart.next(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));

    world.upgrade("1.32.1");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED_BY_TARGET);
    daemon.after(Duration.ofMinutes(11));
    assertThat(cart.marked(daemon).marks().attempt()).isEqualTo(1);
  }

  @Test
  void a_pod_that_our_restart_broke_goes_first_once_there_is_another_target() {
    cart.begin(daemon);
    cart.next(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, cart.evict(evict));
    daemon.tick();
    cart.replace(evict.pod().name(), NEW, daemon.now(), false);
    daemon.tick();

    world.upgrade("1.32.1");
    daemon.after(Duration.ofMinutes(1));
    daemon.after(Duration.ofMinutes(10));
    cart.marked(daemon);

    assertThat(only(daemon, Effect.Evict.class).pod().uid()).isEqualTo(cart.pod(evict.pod().name()).uid());
  }

  @Test
  void a_process_that_comes_while_a_replacement_is_awaited_gives_it_its_whole_time() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, new Answer.Blocked("no"));
    daemon.after(Duration.ofHours(1));
    Effect.Evict late = only(daemon, Effect.Evict.class);
    daemon.answer(late, cart.evict(late));
    daemon.tick();
    daemon.later(Duration.ofSeconds(5));
    cart.replace(late.pod().name(), NEW, daemon.now(), false);

    Daemon next = daemon.restarted();
    next.after(Duration.ofMinutes(14));
    assertThat(next.ended()).isEmpty();
    next.after(Duration.ofMinutes(1));
    assertThat(next.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.TIMED_OUT);
  }

  @Test
  void one_that_is_being_deleted_is_over() {
    cart.begin(daemon);
    cart.next(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));

    world.deleting(cart.ref);
    daemon.after(Duration.ofSeconds(5));

    assertThat(daemon.ended()).extracting(Fact.Ended::outcome).containsExactly(Outcome.SUPERSEDED);
    assertThat(daemon.census().inFlight()).isEmpty();
    assertThat(daemon.written()).isEmpty();
  }

  @Test
  void the_cooldown_after_an_eviction_without_an_answer_counts_from_when_its_pod_was_seen_to_go() {
    cart.begin(daemon);
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    daemon.answer(evict, new Answer.Unanswered("timeout"));
    cart.evict(evict);
    daemon.after(Duration.ofSeconds(10));
    Instant seen = daemon.now();

    cart.replace(evict.pod().name(), NEW, daemon.now(), true);
    world.upgrade("1.32.1");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.review(cart.ref).deferred().getFirst()).isEqualTo(
        Deferral.until(seen.plus(Duration.ofMinutes(10)), DeferReason.COOLDOWN, "last restarted " + seen));
  }
}

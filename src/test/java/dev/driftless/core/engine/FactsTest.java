package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Mode;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Each transition is one fact, told once and always by the same name. */
class FactsTest {

  @Test
  void no_two_transitions_have_the_same_id() {
    assertThat(life(new World())).extracting(Fact::id).doesNotHaveDuplicates();
  }

  @Test
  void the_same_transitions_have_the_same_ids() {
    assertThat(life(new World())).isEqualTo(life(new World()));
  }

  @Test
  void every_step_of_both_kinds_of_restart_is_told() {
    assertThat(life(new World())).extracting(fact -> fact.getClass().getSimpleName()).contains("Judged", "Deferred",
        "Requested", "Answered", "EvictionRequested", "EvictionAnswered", "Ended");
  }

  @Test
  void a_verdict_is_told_again_when_it_has_another_reason() {
    World world = new World();
    world.namespace("shop");
    WorkloadRef cart = world.workload("shop", "cart", 3, "1.31.2");
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    daemon.after(Duration.ZERO);
    world.annotate(cart, Map.of("driftless.dev/restart", "no"), Map.of());
    daemon.tick();

    world.annotate(cart, Map.of("driftless.dev/restart", "false"), Map.of());
    daemon.tick();
    daemon.tick();

    assertThat(judged(daemon)).extracting(fact -> fact.now().label()).containsExactly("Drifted", "Unknown", "Exempt");
    assertThat(judged(daemon).getFirst().before()).isEmpty();
    assertThat(judged(daemon).getLast().before()).map(Verdict::label).contains("Unknown");
  }

  @Test
  void a_verdict_is_told_again_when_it_has_the_same_reason_for_something_else() {
    World world = new World();
    world.namespace("shop");
    world.workload("shop", "cart", 3, "1.31.2");
    Daemon daemon = Daemon.enforcing(world);
    world.upgrade("1.32.0");
    daemon.after(Duration.ZERO);

    world.upgrade("1.32.1");
    daemon.tick();

    assertThat(judged(daemon)).hasSize(2);
  }

  @Test
  void waiting_for_its_own_restart_is_no_news() {
    List<Fact> life = life(new World());

    assertThat(life).filteredOn(Fact.Deferred.class::isInstance).map(fact -> ((Fact.Deferred) fact).reason())
        .doesNotContain(DeferReason.RESTARTING, DeferReason.AWAITING_ANSWER);
  }

  @Test
  void what_was_answered_after_the_last_tick_can_still_be_told() {
    DriftedShop shop = new DriftedShop();
    Engine engine = shop.engine();
    engine.observe(shop.news(), World.START);
    engine.informers(DriftedShop.synced(World.START));
    engine.tick(World.START);
    Instant settled = World.START.plus(DriftedShop.SETTLED);
    engine.informers(DriftedShop.synced(settled));
    Effect.Write write = (Effect.Write) engine.tick(settled).effects().getFirst();

    engine.answered(write, new Answer.Failed("connection refused"), settled);

    assertThat(engine.told()).singleElement().isInstanceOf(Fact.Answered.class);
  }

  private static List<Fact.Judged> judged(Daemon daemon) {
    return daemon.facts.stream().filter(Fact.Judged.class::isInstance).map(Fact.Judged.class::cast).toList();
  }

  /** A rollout and evictions, one after the other, and twice the same drift. */
  private static List<Fact> life(World world) {
    world.namespace("shop");
    WorkloadRef cart = world.workload("shop", "cart", 3, "1.31.2");
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(9, 9, 99)));
    world.upgrade("1.32.0");
    daemon.complete(daemon.settled().getFirst(), "1.32.0");
    daemon.after(Duration.ofHours(1));
    world.roll(cart, "1.31.2", daemon.now());
    daemon.after(Duration.ofSeconds(1));
    daemon.complete(daemon.after(Duration.ofHours(1)).getFirst(), "1.32.0");
    daemon.written();
    ByHand users = new ByHand(world, "users", 2);
    users.begin(daemon);
    users.next(daemon);
    users.next(daemon);
    daemon.after(Duration.ofMinutes(2));
    return daemon.facts;
  }
}

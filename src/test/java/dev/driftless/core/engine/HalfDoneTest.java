package dev.driftless.core.engine;

import static dev.driftless.core.engine.ByHand.NEW;
import static dev.driftless.core.engine.ByHand.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Waves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Restarts that wait between two evictions are in nobody's way, least of all in each other's. */
class HalfDoneTest {

  private static final Duration REOPEN = Duration.ofMinutes(30);
  private static final Limits PLAIN = Daemon.limits(100, 100, 100);

  private final World world = new World();

  @Test
  void two_of_them_go_on_one_after_the_other_while_the_breaker_is_half_open() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, PLAIN.with(
        new Limits.Breaking(1, Duration.ofHours(9), REOPEN, new Budget.Percent(100)))));
    TwoHalfDone both = new TwoHalfDone(daemon);
    openBreaker(daemon, both);

    assertThat(both.deferrals()).allMatch(DeferReason.HALF_DONE::equals);
    daemon.after(REOPEN);
    daemon.after(Duration.ofSeconds(1));
    both.first.next(daemon);
    both.first.next(daemon);
    daemon.after(Duration.ofSeconds(61));
    both.second.next(daemon);
  }

  @Test
  void two_of_them_go_on_one_after_the_other_while_a_canary_is_looked_for() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, PLAIN));
    TwoHalfDone both = new TwoHalfDone(daemon);
    startCampaignOver(daemon);

    daemon.after(Duration.ofMinutes(11));
    daemon.after(Duration.ofSeconds(1));
    both.first.next(daemon);
    assertThat(daemon.deferrals(both.second.ref)).containsExactly(DeferReason.HALF_DONE, DeferReason.WAVE);
    both.first.next(daemon);
    daemon.after(Duration.ofSeconds(61));
    both.second.next(daemon);
  }

  @Test
  void two_of_them_under_one_budget_go_on_one_after_the_other() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, PLAIN));
    TwoHalfDone both = new TwoHalfDone(daemon);
    world.observe(Resource.POD_DISRUPTION_BUDGETS, "shop", "all",
        new BudgetFacts("shop", "all", LabelSelector.EVERYTHING, 1, false));
    both.resume();

    daemon.after(Duration.ofSeconds(1));
    daemon.after(Duration.ofSeconds(1));
    both.first.next(daemon);
    assertThat(daemon.deferrals(both.second.ref)).containsExactly(DeferReason.HALF_DONE, DeferReason.PDB_BLOCKS);
    both.first.next(daemon);
    daemon.after(Duration.ofSeconds(61));
    both.second.next(daemon);
  }

  @Test
  void one_that_waits_for_a_reason_of_its_own_holds_no_canary_back() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, PLAIN.with(new Waves(true, List.of(100)))));
    ByHand cart = halfDone(daemon);
    WorkloadRef other = world.workload("bank", "other", 2, "1.31.2");
    world.namespace("bank");

    daemon.after(Duration.ofSeconds(3));
    daemon.after(Duration.ofSeconds(20));

    assertThat(daemon.deferrals(cart.ref)).startsWith(DeferReason.HALF_DONE).contains(DeferReason.ON_PAUSE);
    assertThat(only(daemon, Effect.Restart.class).ref()).isEqualTo(other);
  }

  @Test
  void it_gives_its_slot_back_until_it_goes_on() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
    ByHand cart = halfDone(daemon);
    daemon.after(Duration.ofSeconds(1));
    WorkloadRef other = world.workload("bank", "other", 2, "1.31.2");
    world.namespace("bank");
    daemon.after(Duration.ofSeconds(1));
    daemon.after(Duration.ofSeconds(20));
    Effect.Restart restart = only(daemon, Effect.Restart.class);
    daemon.accept(restart);
    daemon.tick();
    assertThat(daemon.census().inFlight()).isEqualTo(Map.of(other.kind(), 1));

    namespace(Map.of());
    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.deferrals(cart.ref)).containsExactly(DeferReason.HALF_DONE, DeferReason.NO_SLOT);
    world.roll(other, NEW, daemon.now());
    daemon.after(Duration.ofSeconds(1));
    daemon.after(Duration.ofSeconds(61));
    cart.next(daemon);
  }

  @Test
  void one_with_a_pod_down_by_its_restart_keeps_its_slot() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, Daemon.limits(1, 1, 100)));
    ByHand cart = halfDone(daemon);
    daemon.after(Duration.ofSeconds(20));
    assertThat(daemon.census().inFlight()).isEmpty();

    cart.crash("cart-2");
    world.workload("bank", "other", 2, "1.31.2");
    world.namespace("bank");
    daemon.after(Duration.ofSeconds(1));
    daemon.after(Duration.ofSeconds(20));

    assertThat(daemon.written()).isEmpty();
    assertThat(daemon.census().inFlight()).isEqualTo(Map.of(cart.ref.kind(), 1));
  }

  @Test
  void one_that_is_deleted_while_it_waits_is_gone() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, PLAIN));
    TwoHalfDone both = new TwoHalfDone(daemon);

    world.deleteOwner(both.first.ref);
    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.written()).isEmpty();
    both.resume();
    daemon.after(Duration.ofSeconds(1));

    both.second.next(daemon);
  }

  static List<Limits> oneOfTwo() {
    return List.of(Daemon.limits(1, 9, 100), Daemon.limits(9, 1, 100), new Limits(PLAIN.maxInFlight(), 9, 5,
        PLAIN.rate(), PLAIN.cooldown(), PLAIN.maxAttempts(), PLAIN.deadline(), PLAIN.soak(), Waves.NONE,
        PLAIN.breaking()));
  }

  @ParameterizedTest
  @MethodSource("oneOfTwo")
  void more_of_them_than_may_be_in_restart_do_not_all_go_on_in_another_process(Limits limits) {
    TwoHalfDone both = new TwoHalfDone(new Daemon(world, Daemon.policy(Mode.ENFORCE, PLAIN)));
    both.resume();
    Daemon another = both.daemon.restarted();
    another.under(Daemon.policy(Mode.ENFORCE, limits));

    another.after(Duration.ofSeconds(1));
    another.after(Duration.ofSeconds(61));
    another.after(Duration.ofSeconds(1));

    both.first.next(another);
    both.first.next(another);
    another.after(Duration.ofSeconds(61));
    both.second.next(another);
  }

  @Test
  void another_process_sees_the_sidecar_that_was_lost_after_a_long_wait() {
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, PLAIN));
    ByHand cart = halfDone(daemon);
    daemon.after(Duration.ofHours(1));
    namespace(Map.of());
    daemon.after(Duration.ofSeconds(1));
    Effect.Evict evict = only(daemon, Effect.Evict.class);
    cart.evict(evict);
    cart.replace(evict.pod().name(), "", daemon.now(), true);

    Daemon another = daemon.restarted();
    another.after(Duration.ofSeconds(1));

    assertThat(another.census().stopping()).isEqualTo(1);
  }

  /** One pod of three, the last, is replaced, and then its namespace is paused. */
  private ByHand halfDone(Daemon daemon) {
    world.namespace("shop");
    ByHand cart = new ByHand(world, "cart", 3);
    world.upgrade(NEW);
    cart.begin(daemon);
    cart.next(daemon);
    daemon.answer(only(daemon, Effect.Evict.class), new Answer.Conflict("gone"));
    namespace(Map.of("driftless.dev/pause", "true"));
    return cart;
  }

  private void namespace(Map<String, String> annotations) {
    world.observe(Resource.NAMESPACES, "", "shop",
        new NamespaceFacts("shop", Map.of("istio-injection", "enabled"), annotations, false));
  }

  /** A third workload fails to get there. */
  private void openBreaker(Daemon daemon, TwoHalfDone both) {
    WorkloadRef fragile = world.workload("bank", "fragile", 2, "1.31.2");
    world.namespace("bank");
    daemon.after(Duration.ofSeconds(1));
    daemon.after(Duration.ofSeconds(20));
    Effect.Restart restart = only(daemon, Effect.Restart.class);
    daemon.accept(restart);
    world.stick(fragile, NEW);
    daemon.after(Duration.ofSeconds(1));
    daemon.after(Duration.ofMinutes(16));
    both.resume();
    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.written()).isEmpty();
  }

  /** Another workload of the same revision gets another target, and not by its own template. */
  private void startCampaignOver(Daemon daemon) {
    Policy waves = Daemon.policy(Mode.ENFORCE, PLAIN.with(new Waves(true, List.of(100))));
    WorkloadRef other = world.workload("bank", "other", 2, NEW);
    world.observe(Resource.NAMESPACES, "", "bank", new NamespaceFacts("bank", Map.of(), Map.of(), false));
    daemon.after(Duration.ofSeconds(1));
    daemon.under(waves);
    world.namespace("bank");
    daemon.after(Duration.ofSeconds(1));
    assertThat(daemon.verdict(other).label()).isEqualTo("InSync");
    namespace(Map.of());
  }

  /** One pod of each is replaced, and then their namespace is paused. */
  private final class TwoHalfDone {

    private final Daemon daemon;
    private final ByHand first;
    private final ByHand second;

    TwoHalfDone(Daemon daemon) {
      this.daemon = daemon;
      world.namespace("shop");
      first = new ByHand(world, "cart", 3);
      world.upgrade(NEW);
      first.begin(daemon);
      Effect.Evict ofFirst = only(daemon, Effect.Evict.class);
      second = new ByHand(world, "db", 3);
      daemon.tick();
      daemon.after(Duration.ofSeconds(20));
      second.marked(daemon);
      Effect.Evict ofSecond = only(daemon, Effect.Evict.class);
      namespace(Map.of("driftless.dev/pause", "true"));
      replace(first, ofFirst);
      replace(second, ofSecond);
      daemon.after(Duration.ofSeconds(20));
      assertThat(daemon.written()).isEmpty();
      assertThat(deferrals()).allMatch(DeferReason.HALF_DONE::equals);
    }

    private void replace(ByHand workload, Effect.Evict evict) {
      daemon.answer(evict, workload.evict(evict));
      daemon.tick();
      workload.replace(evict.pod().name(), NEW, daemon.now(), true);
      daemon.tick();
    }

    void resume() {
      namespace(Map.of());
    }

    List<DeferReason> deferrals() {
      return List.of(daemon.deferrals(first.ref).getFirst(), daemon.deferrals(second.ref).getFirst());
    }
  }
}

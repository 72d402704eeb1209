package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Budgets that several workloads share: the share of all in flight, and a PodDisruptionBudget. */
class SharedBudgetTest {

  private final World world = new World();

  @BeforeEach
  void a_namespace() {
    world.namespace("shop");
  }

  @ParameterizedTest(name = "{0} % of {1} workloads are {2}")
  @CsvSource({"1, 3, 1", "30, 3, 1", "25, 7, 1", "25, 8, 2", "25, 11, 2", "99, 4, 3", "100, 4, 4"})
  void a_percentage_of_the_workloads_in_flight_rounds_down_but_not_to_nothing(int percent, int all, int inFlight) {
    for (int i = 0; i < all; i++) {
      world.workload("shop", "w" + i, 3, "1.31.2");
    }
    world.upgrade("1.32.0");
    Limits of = Daemon.limits(100, 100, 100);
    Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, new Limits(new Budget.Percent(percent),
        of.maxInFlightPerNamespace(), of.rate(), of.cooldown(), of.maxAttempts(), of.deadline(), of.soak(),
        of.breaking().failures())));

    assertThat(daemon.settled()).hasSize(inFlight);
    assertThat(daemon.census().inFlight().values()).containsExactly(inFlight);
  }

  @ParameterizedTest(name = "{0} and {1} under {2} allowed disruptions: {3} in flight")
  @CsvSource({"1, 1, 1, 1", "1, 1, 2, 2", "2, 1, 2, 1", "1, 2, 2, 1", "2, 1, 3, 2", "2, 3, 5, 2"})
  void two_rollouts_under_one_disruption_budget_must_fit_into_it_together(int first, int second, int allowed,
      int inFlight) {
    rolling(world.workload("shop", "cart", 3, "1.31.2"), first);
    rolling(world.workload("shop", "orders", 4, "1.31.2"), second);
    world.upgrade("1.32.0");
    disruptionsAllowed(allowed);

    assertThat(Daemon.enforcing(world).settled()).hasSize(inFlight);
  }

  @Test
  void the_second_workload_under_a_disruption_budget_waits_until_the_first_is_verified() {
    WorkloadRef cart = world.workload("shop", "cart", 3, "1.31.2");
    WorkloadRef orders = world.workload("shop", "orders", 4, "1.31.2");
    world.upgrade("1.32.0");
    disruptionsAllowed(1);
    Daemon daemon = Daemon.enforcing(world);

    List<Effect.Restart> first = daemon.settled();
    first.forEach(daemon::accept);
    daemon.tick();
    world.roll(cart, "1.32.0", daemon.now());

    assertThat(daemon.refs(first)).containsExactly(cart);
    assertThat(daemon.after(Duration.ofSeconds(59))).isEmpty();
    assertThat(daemon.deferrals(orders)).containsExactly(DeferReason.PDB_BLOCKS);
    assertThat(daemon.refs(daemon.after(Duration.ofSeconds(1)))).containsExactly(orders);
  }

  @Test
  void a_disruption_budget_of_another_namespace_counts_for_nobody_here() {
    world.workload("shop", "cart", 3, "1.31.2");
    world.upgrade("1.32.0");
    world.observe(Resource.POD_DISRUPTION_BUDGETS, "bank", "all",
        new BudgetFacts("bank", "all", LabelSelector.EVERYTHING, 0, true));

    assertThat(Daemon.enforcing(world).settled()).hasSize(1);
  }

  private void disruptionsAllowed(int allowed) {
    LabelSelector both = new LabelSelector(Map.of(), List.of(new LabelSelector.Requirement("app",
        LabelSelector.Operator.IN, List.of("cart", "orders"))));
    world.observe(Resource.POD_DISRUPTION_BUDGETS, "shop", "both",
        new BudgetFacts("shop", "both", both, allowed, false));
  }

  private void rolling(WorkloadRef ref, int maxUnavailable) {
    world.strategy(ref, new Strategy(Strategy.Type.ROLLING_UPDATE, maxUnavailable, 0, false, Duration.ZERO));
  }
}

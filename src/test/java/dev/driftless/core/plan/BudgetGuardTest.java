package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rollouts a PodDisruptionBudget holds back: here of a workload of five pods that takes down two at once. */
class BudgetGuardTest {

  private static final Map<String, String> LABELS = Map.of("app", "cart");
  private static final Map<String, String> OTHERS = Map.of("app", "orders");
  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u-cart");
  private static final WorkloadRef ORDERS = new WorkloadRef(Kind.DEPLOYMENT, "shop", "orders", "u-orders");
  private static final WorkloadRef LEDGER = new WorkloadRef(Kind.DEPLOYMENT, "bank", "ledger", "u-ledger");

  private final Inventory inventory = new Inventory();

  @Test
  void one_that_allows_fewer_pods_than_the_rollout_takes_down_blocks_it() {
    budget("cart", LABELS, 1);

    assertThat(check(5)).contains(Deferral.of(DeferReason.PDB_BLOCKS,
        "PodDisruptionBudget cart allows 1 disruptions, the rollout could take down 2"));
  }

  @Test
  void one_that_allows_as_many_does_not() {
    budget("cart", LABELS, 2);

    assertThat(check(5)).isEmpty();
  }

  @Test
  void one_of_other_pods_does_not() {
    budget("orders", OTHERS, 0);

    assertThat(check(5)).isEmpty();
  }

  @Test
  void one_that_covers_the_pods_as_they_are_counts_although_the_template_has_other_labels() {
    budget("cart", LABELS, 0);

    assertThat(BudgetGuard.check(candidate(OTHERS, 5), inventory, List.of())).isPresent();
  }

  @Test
  void one_that_covers_the_pods_as_they_will_be_counts_although_these_have_other_labels() {
    budget("orders", OTHERS, 0);

    assertThat(BudgetGuard.check(candidate(OTHERS, 5), inventory, List.of())).isPresent();
  }

  @Test
  void what_others_under_it_take_down_is_no_more_allowed() {
    budget("cart", LABELS, 3);

    assertThat(check(5, new InFlight(ORDERS, LABELS, 2, 4, true))).contains(Deferral.of(DeferReason.PDB_BLOCKS,
        "PodDisruptionBudget cart allows 3 disruptions, the rollout could take down 2 and others in flight 2"));
  }

  @Test
  void what_others_with_other_labels_take_down_does_not_count() {
    budget("cart", LABELS, 2);

    assertThat(check(5, new InFlight(ORDERS, OTHERS, 2, 4, true))).isEmpty();
  }

  @Test
  void what_others_of_another_namespace_take_down_does_not_count() {
    budget("cart", LABELS, 2);

    assertThat(check(5, new InFlight(LEDGER, LABELS, 2, 4, true))).isEmpty();
  }

  @Test
  void its_own_restart_in_flight_does_not_count_twice() {
    budget("cart", LABELS, 2);

    assertThat(check(5, new InFlight(CART, LABELS, 2, 5, false))).isEmpty();
  }

  @Test
  void pods_that_a_restart_of_ours_has_down_already_are_part_of_what_it_may_take_down() {
    budget("cart", LABELS, 1);

    assertThat(check(4)).isEmpty();
  }

  @Test
  void nothing_more_than_is_down_already_needs_no_allowance_whatever_others_take_down() {
    budget("cart", LABELS, 0);

    assertThat(check(3, new InFlight(ORDERS, LABELS, 2, 4, true))).isEmpty();
  }

  @Test
  void more_pods_than_wanted_allow_no_more_to_be_taken_down() {
    budget("cart", LABELS, 2);

    assertThat(check(6)).isEmpty();
  }

  private void budget(String name, Map<String, String> selected, int allowed) {
    inventory.apply(new Change.Observed(new ObjectKey(Resource.POD_DISRUPTION_BUDGETS, "shop", name),
        new BudgetFacts("shop", name, new LabelSelector(selected, List.of()), allowed, false)));
  }

  private Optional<Deferral> check(int available, InFlight... inFlight) {
    return BudgetGuard.check(candidate(LABELS, available), inventory, List.of(inFlight));
  }

  /** One whose pods are labelled as they were before, and whose restart is what keeps it from being healthy. */
  private static Candidate candidate(Map<String, String> ofTemplate, int available) {
    TemplateFacts template =
        new TemplateFacts(ofTemplate, Map.of(), false, Optional.empty(), Optional.empty(), "", "d", "{}", Map.of());
    WorkloadFacts facts = new WorkloadFacts(CART, "1", 1, Instant.EPOCH, false, Optional.empty(), Map.of(), template,
        new Strategy(Strategy.Type.ROLLING_UPDATE, 2, 0, false, Duration.ZERO),
        new Replicas(5, 5, 5, available, true), "");
    PodFacts pod = new PodFacts("shop", "cart-0", "u-0", "1", Instant.EPOCH, Optional.empty(),
        new PodShape(LABELS, Optional.empty(), "", Optional.empty(), Map.of()),
        new PodState(PodPhase.RUNNING, Optional.empty(), false, Optional.empty()));
    Candidate.Past past = new Candidate.Past(Instant.EPOCH, Optional.empty(), 0, true, false, false, false,
        Optional.empty(), Optional.empty());
    return new Candidate(new Workload(CART, Optional.of(facts), Optional.of(template), List.of(pod)), null, null, past,
        Optional.empty(), false, null);
  }
}

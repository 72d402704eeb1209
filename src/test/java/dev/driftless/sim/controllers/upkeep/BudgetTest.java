package dev.driftless.sim.controllers.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.SimCluster;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

class BudgetTest {

  private static ObjectNode ready(String name) {
    return SimCluster.json("""
        {metadata: {name: NAME}, status: {phase: Running, conditions: [{type: Ready, status: "True"}]}}
        """.replace("NAME", name));
  }

  private static Budget budget(int secondsLater) {
    ObjectNode budget = SimCluster.json("""
        {spec: {minAvailable: 1}, status: {disruptedPods: {a: "TIME"}}}
        """.replace("TIME", SimCluster.START.toString()));
    return new Budget(budget, List.of(ready("a"), ready("b"), ready("c")), 3,
        SimCluster.START.plusSeconds(secondsLater));
  }

  @Test
  void a_pod_whose_eviction_was_granted_counts_as_gone_even_before_it_is() {
    assertThat(budget(60).healthy()).isEqualTo(2);
    assertThat(budget(60).allowed()).isEqualTo(1);
    assertThat(budget(60).disrupted().propertyNames()).containsExactly("a");
  }

  @Test
  void after_two_minutes_an_eviction_that_came_to_nothing_is_forgotten() {
    assertThat(budget(120).healthy()).isEqualTo(3);
    assertThat(budget(120).disrupted()).isEmpty();
  }
}

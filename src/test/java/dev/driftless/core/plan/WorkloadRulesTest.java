package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.Strategy.Type;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which restarts are outages, whatever else is to be said of the workload. */
class WorkloadRulesTest {

  @ParameterizedTest
  @CsvSource({
      "DEPLOYMENT, RECREATE, 3, the strategy is Recreate",
      "STATEFUL_SET, ROLLING_UPDATE, 1, a StatefulSet of one replica",
      "STATEFUL_SET, ON_DELETE, 1, 'only one replica, which is evicted'",
      "REPLICA_SET, ON_DELETE, 1, 'only one replica, which is evicted'",
      "REPLICATION_CONTROLLER, ON_DELETE, 1, 'only one replica, which is evicted'"
  })
  void an_outage_needs_to_be_allowed(Kind kind, Type type, int replicas, String detail) {
    assertThat(check(workload(kind, type, replicas), false))
        .containsExactly(Deferral.of(DeferReason.NEEDS_DOWNTIME, detail));
    assertThat(check(workload(kind, type, replicas), true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
      "DEPLOYMENT, ROLLING_UPDATE, 1",
      "STATEFUL_SET, ROLLING_UPDATE, 2",
      "STATEFUL_SET, ON_DELETE, 2",
      "REPLICA_SET, ON_DELETE, 2",
      "DAEMON_SET, ON_DELETE, 1",
      "DAEMON_SET, ROLLING_UPDATE, 1"
  })
  void where_others_stay_or_a_new_pod_comes_first_there_is_no_outage(Kind kind, Type type, int replicas) {
    assertThat(check(workload(kind, type, replicas), false)).isEmpty();
  }

  private static List<Deferral> check(WorkloadFacts facts, boolean downtime) {
    Workload workload = new Workload(facts.ref(), Optional.of(facts), Optional.of(facts.template()), List.of());
    return WorkloadRules.check(workload, facts, false, () -> downtime);
  }

  private static WorkloadFacts workload(Kind kind, Type type, int replicas) {
    TemplateFacts template = new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), "",
        "digest", "{}", Map.of());
    return new WorkloadFacts(new WorkloadRef(kind, "shop", "cart", "uid"), "1", 1, Instant.EPOCH, false,
        Optional.empty(), Map.of(), template, new Strategy(type, 1, 0, false, Duration.ZERO),
        new Replicas(replicas, replicas, replicas, replicas, true), "");
  }
}

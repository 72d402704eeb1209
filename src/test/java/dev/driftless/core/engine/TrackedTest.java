package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is remembered of one workload, whatever else there is. */
class TrackedTest {

  private static final OwnerLink OPERATOR = new OwnerLink(Kind.OTHER, "shop", "o");

  @Test
  void an_action_that_becomes_known_late_does_not_hide_a_later_one() {
    Tracked tracked = tracked(Kind.DEPLOYMENT, Optional.empty());
    Instant later = World.START.plusSeconds(1);

    tracked.acted(later);
    tracked.acted(World.START);

    assertThat(tracked.lastRestart()).contains(later);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEPLOYMENT", "STATEFUL_SET", "DAEMON_SET", "REPLICA_SET", "REPLICATION_CONTROLLER"})
  void owners_of_pods_that_stay_can_be_restarted(Kind kind) {
    assertThat(tracked(kind, Optional.empty()).restartable()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"JOB", "POD", "ARGO_ROLLOUT", "OTHER"})
  void nothing_else_can(Kind kind) {
    assertThat(tracked(kind, Optional.empty()).restartable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLICA_SET", "REPLICATION_CONTROLLER"})
  void nor_what_belongs_to_something_that_is_not_known(Kind kind) {
    assertThat(tracked(kind, Optional.of(OPERATOR)).restartable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"DEPLOYMENT", "STATEFUL_SET", "DAEMON_SET"})
  void an_operator_of_its_owner_is_no_hindrance(Kind kind) {
    assertThat(tracked(kind, Optional.of(OPERATOR)).restartable()).isTrue();
  }

  private static Tracked tracked(Kind kind, Optional<OwnerLink> owner) {
    Tracked tracked = new Tracked(new WorkloadRef(kind, "shop", "cart", "u"));
    TemplateFacts template =
        new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), "", "d", "{}", Map.of());
    tracked.workload = new Workload(tracked.ref, Optional.of(new WorkloadFacts(tracked.ref, "1", 1, Instant.EPOCH,
        false, owner, Map.of(), template, Strategy.ON_DELETE, new Replicas(1, 1, 1, 1, true), "")),
        Optional.of(template), List.of());
    return tracked;
  }
}

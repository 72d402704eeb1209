package dev.driftless.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Census;
import dev.driftless.core.engine.Census.PodGroup;
import dev.driftless.core.engine.Census.State;
import dev.driftless.core.engine.Census.WorkloadGroup;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.core.stuck.Diagnosis;
import dev.driftless.core.stuck.Owner;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class MetersTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final WorkloadRef CART = new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u1");
  private static final WorkloadRef DB = new WorkloadRef(Kind.STATEFUL_SET, "shop", "db", "u2");
  private static final Marks MARKS = new Marks("r1", "t1", 1, NOW);

  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);

  @Test
  void workloads_are_counted_by_kind_state_and_revision() {
    meters.record(census(Map.of(
        new WorkloadGroup(Kind.DEPLOYMENT, State.IN_SYNC, "1-30"), 7,
        new WorkloadGroup(Kind.DEPLOYMENT, State.DRIFTED, "1-30"), 2,
        new WorkloadGroup(Kind.JOB, State.UNMANAGED, ""), 1), Map.of()));

    assertThat(series("driftless_workloads")).containsExactlyInAnyOrder(
        "driftless_workloads{kind=\"Deployment\",mesh_revision=\"1-30\",state=\"in_sync\"} 7.0",
        "driftless_workloads{kind=\"Deployment\",mesh_revision=\"1-30\",state=\"drifted\"} 2.0",
        "driftless_workloads{kind=\"Job\",mesh_revision=\"\",state=\"unmanaged\"} 1.0");
  }

  @Test
  void a_group_that_vanished_leaves_no_series_and_may_come_back() {
    Census before = census(Map.of(new WorkloadGroup(Kind.DEPLOYMENT, State.DRIFTED, "1-29"), 2), Map.of());
    Census after = census(Map.of(new WorkloadGroup(Kind.DEPLOYMENT, State.IN_SYNC, "1-30"), 2), Map.of());

    meters.record(before);
    meters.record(after);

    assertThat(series("driftless_workloads")).containsExactly(
        "driftless_workloads{kind=\"Deployment\",mesh_revision=\"1-30\",state=\"in_sync\"} 2.0");

    meters.record(census(Map.of(new WorkloadGroup(Kind.DEPLOYMENT, State.DRIFTED, "1-29"), 5), Map.of()));

    assertThat(series("driftless_workloads")).containsExactly(
        "driftless_workloads{kind=\"Deployment\",mesh_revision=\"1-29\",state=\"drifted\"} 5.0");
  }

  @Test
  void a_group_that_stays_shows_its_newest_count() {
    meters.record(census(Map.of(), Map.of(new PodGroup("1.29.2", "default"), 3)));
    meters.record(census(Map.of(), Map.of(new PodGroup("1.29.2", "default"), 4)));

    assertThat(series("driftless_pods"))
        .containsExactly("driftless_pods{mesh_revision=\"default\",proxy_version=\"1.29.2\"} 4.0");
  }

  @Test
  void the_twenty_versions_with_most_pods_keep_their_name() {
    Map<PodGroup, Integer> pods = IntStream.rangeClosed(1, 22).boxed()
        .collect(Collectors.toMap(i -> new PodGroup("1.%02d.0".formatted(i), "default"), i -> i));

    meters.record(census(Map.of(), pods));

    assertThat(series("driftless_pods")).hasSize(21)
        .contains("driftless_pods{mesh_revision=\"default\",proxy_version=\"other\"} 3.0",
            "driftless_pods{mesh_revision=\"default\",proxy_version=\"1.03.0\"} 3.0")
        .noneMatch(line -> line.contains("1.02.0") || line.contains("1.01.0"));
  }

  @Test
  void slots_and_deferrals_fall_back_to_zero() {
    meters.record(new Census(Map.of(), Map.of(), Map.of(Kind.DEPLOYMENT, 2), Map.of(DeferReason.PDB_BLOCKS, 3),
        Map.of(), 0));

    assertThat(series("driftless_rollouts_in_flight")).containsExactly(
        "driftless_rollouts_in_flight{kind=\"DaemonSet\"} 0.0", "driftless_rollouts_in_flight{kind=\"Deployment\"} 2.0",
        "driftless_rollouts_in_flight{kind=\"ReplicaSet\"} 0.0",
        "driftless_rollouts_in_flight{kind=\"ReplicationController\"} 0.0",
        "driftless_rollouts_in_flight{kind=\"StatefulSet\"} 0.0");
    assertThat(series("driftless_deferred_workloads")).hasSize(DeferReason.values().length)
        .contains("driftless_deferred_workloads{reason=\"pdb_blocks\"} 3.0");

    meters.record(census(Map.of(), Map.of()));

    assertThat(series("driftless_rollouts_in_flight"))
        .contains("driftless_rollouts_in_flight{kind=\"Deployment\"} 0.0");
    assertThat(series("driftless_deferred_workloads"))
        .contains("driftless_deferred_workloads{reason=\"pdb_blocks\"} 0.0");
  }

  @Test
  void restarts_are_counted_by_what_the_api_server_said() {
    record(CART, false, new Answer.Accepted("1"));
    record(CART, true, new Answer.Accepted("1"));
    record(CART, false, new Answer.Conflict("newer"));
    record(DB, false, new Answer.Refused(422, "immutable"));
    record(DB, false, new Answer.Failed("no route"));
    record(DB, false, new Answer.Unanswered("timeout"));

    assertThat(counted("driftless_restarts_total")).containsExactlyInAnyOrder(
        "driftless_restarts_total{kind=\"Deployment\",result=\"success\"} 1.0",
        "driftless_restarts_total{kind=\"Deployment\",result=\"dry_run\"} 1.0",
        "driftless_restarts_total{kind=\"Deployment\",result=\"conflict\"} 1.0",
        "driftless_restarts_total{kind=\"StatefulSet\",result=\"error\"} 3.0");
    assertThat(counted("driftless_throttled_total")).isEmpty();
  }

  @Test
  void held_back_is_throttled_and_no_restart() {
    record(CART, false, new Answer.HeldBack(DeferReason.RATE));
    record(CART, false, new Answer.HeldBack(DeferReason.API_BREAKER));
    record(CART, false, new Answer.HeldBack(DeferReason.NOT_LEADER));

    assertThat(counted("driftless_restarts_total")).isEmpty();
    assertThat(counted("driftless_throttled_total")).containsExactly(
        "driftless_throttled_total{limiter=\"api_breaker\"} 1.0", "driftless_throttled_total{limiter=\"guard\"} 1.0",
        "driftless_throttled_total{limiter=\"lease\"} 1.0");
  }

  @Test
  void only_deferrals_by_a_limit_are_throttled() {
    for (DeferReason reason : DeferReason.values()) {
      meters.record(new Fact.Deferred("f", NOW, CART, reason, "", Optional.empty()));
    }

    assertThat(counted("driftless_throttled_total")).containsExactly(
        "driftless_throttled_total{limiter=\"namespace\"} 1.0", "driftless_throttled_total{limiter=\"rate\"} 1.0",
        "driftless_throttled_total{limiter=\"slots\"} 1.0", "driftless_throttled_total{limiter=\"wave\"} 1.0");
  }

  @Test
  void rollouts_are_counted_by_how_they_ended() {
    for (Outcome outcome : Outcome.values()) {
      meters.record(new Fact.Ended("f", NOW, CART, MARKS, outcome, ""));
    }

    assertThat(counted("driftless_rollouts_total")).containsExactlyInAnyOrder(
        "driftless_rollouts_total{kind=\"Deployment\",outcome=\"completed\"} 1.0",
        "driftless_rollouts_total{kind=\"Deployment\",outcome=\"timed_out\"} 1.0",
        "driftless_rollouts_total{kind=\"Deployment\",outcome=\"failed\"} 3.0",
        "driftless_rollouts_total{kind=\"Deployment\",outcome=\"superseded\"} 2.0");
  }

  @Test
  void judging_and_requesting_move_no_counter() {
    List<String> before = registry.scrape().lines().toList();

    meters.record(new Fact.Judged("f", NOW, CART, Optional.empty(), new Verdict.Drifted(List.of())));
    meters.record(new Fact.Requested("f", NOW, CART, MARKS, false));

    assertThat(registry.scrape().lines().toList()).isEqualTo(before);
  }

  @Test
  void evictions_are_counted_apart() {
    WorkloadRef web = new WorkloadRef(Kind.REPLICA_SET, "shop", "web", "u");

    meters.record(new Fact.EvictionAnswered("f", NOW, web, MARKS, "web-1", true, new Answer.Accepted("")));
    meters.record(new Fact.EvictionAnswered("g", NOW, web, MARKS, "web-1", false, new Answer.Accepted("")));
    meters.record(new Fact.EvictionAnswered("h", NOW, web, MARKS, "web-2", false, new Answer.Blocked("no")));

    assertThat(series("driftless_evictions_total")).filteredOn(line -> line.endsWith(" 1.0")).containsExactly(
        "driftless_evictions_total{kind=\"ReplicaSet\",result=\"blocked\"} 1.0",
        "driftless_evictions_total{kind=\"ReplicaSet\",result=\"dry_run\"} 1.0",
        "driftless_evictions_total{kind=\"ReplicaSet\",result=\"success\"} 1.0");
    assertThat(series("driftless_restarts_total")).noneMatch(line -> line.endsWith(" 1.0"));
  }

  @Test
  void counters_exist_before_the_first_event() {
    assertThat(series("driftless_restarts_total")).hasSize(20);
    assertThat(series("driftless_evictions_total")).hasSize(20);
    assertThat(series("driftless_rollouts_total")).hasSize(20);
    assertThat(series("driftless_throttled_total")).hasSize(7);
  }

  @Test
  void one_replica_is_the_leader_or_is_not() {
    List<String> before = leader();

    meters.leading(true);
    List<String> leading = leader();
    meters.leading(false);

    assertThat(before).containsExactly("driftless_leader 0.0");
    assertThat(leading).containsExactly("driftless_leader 1.0");
    assertThat(leader()).containsExactly("driftless_leader 0.0");
  }

  private List<String> leader() {
    return registry.scrape().lines().filter(line -> line.startsWith("driftless_leader ")).toList();
  }

  @Test
  void informers_are_synced_or_not() {
    meters.record(Map.of(Resource.PODS, new InformerState(true, NOW), Resource.NAMESPACES,
        new InformerState(false, NOW)));

    assertThat(series("driftless_informer_synced")).containsExactly(
        "driftless_informer_synced{resource=\"namespaces\"} 0.0", "driftless_informer_synced{resource=\"pods\"} 1.0");
  }

  private void record(WorkloadRef ref, boolean dryRun, Answer answer) {
    meters.record(new Fact.Answered("f", NOW, ref, MARKS, dryRun, answer));
  }

  private static Census census(Map<WorkloadGroup, Integer> workloads, Map<PodGroup, Integer> pods) {
    return new Census(workloads, pods, Map.of(), Map.of(), Map.of(), 0);
  }

  @Test
  void stuck_pods_are_told_by_why_and_whose() {
    meters.record(new Census(Map.of(), Map.of(), Map.of(), Map.of(),
        Map.of(new Census.StuckGroup(Diagnosis.SIDECAR_IMAGE_PULL, Owner.MESH), 3), 0));

    assertThat(series("driftless_stuck_pods"))
        .containsExactly("driftless_stuck_pods{diagnosis=\"sidecar_image_pull\",owner=\"mesh\"} 3.0");
  }

  @Test
  void what_stops_everything_is_counted() {
    assertThat(registry.scrape()).contains("\ndriftless_breaker_open 0.0\n");

    meters.record(new Census(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 2));

    assertThat(registry.scrape()).contains("\ndriftless_breaker_open 2.0\n");
  }

  private List<String> series(String name) {
    return registry.scrape().lines().filter(line -> line.startsWith(name + "{")).toList();
  }

  private List<String> counted(String name) {
    return series(name).stream().filter(line -> !line.endsWith(" 0.0")).toList();
  }
}

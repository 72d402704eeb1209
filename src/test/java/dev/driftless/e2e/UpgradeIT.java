package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The main job: the mesh is upgraded, and everything that can be restarted comes to the new version, within limits. */
@Order(Programs.LONG)
class UpgradeIT {

  private static final Set<String> MARKS = Set.of(
      "/metadata/annotations/[driftless.dev/restart-id]",
      "/metadata/annotations/[driftless.dev/target]",
      "/metadata/annotations/[driftless.dev/attempt]",
      "/metadata/annotations/[driftless.dev/started-at]",
      "/spec/template/metadata/annotations/[driftless.dev/restart-id]",
      "/spec/template/metadata/annotations/[kubectl.kubernetes.io/restartedAt]");
  /** What makes a patch apply to the object that was looked at and to no other. */
  private static final String PRECONDITION = "/metadata/resourceVersion";
  private static final Set<String> IDENTITY = Set.of("/apiVersion", "/kind", "/metadata/name", "/metadata/namespace",
      "/metadata/uid");

  @RegisterExtension
  static final TestBed BED = new TestBed("upgrade");

  private static UpgradeRun run;

  @BeforeAll
  static void upgrade() {
    run = new UpgradeRun(BED);
    run.perform();
  }

  @Test
  void before_the_upgrade_there_is_nothing_to_do() {
    assertThat(run.before().drifted()).isEmpty();
    assertThat(run.before().plan().refs()).isEmpty();
    assertThat(run.before().plan().exitCode()).isZero();
  }

  @Test
  void plan_lists_exactly_those_whose_new_pods_would_differ() {
    Plan plan = run.midway().plan();

    assertThat(run.midway().drifted()).as("the test's own expectation").isEqualTo(UpgradeFleet.injected());
    assertThat(plan.refs()).isEqualTo(run.midway().drifted());
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.workloads()).filteredOn(workload -> workload.ref().restartable())
        .hasSizeGreaterThanOrEqualTo(30)
        .allSatisfy(workload -> {
          assertThat(workload.verdict()).isEqualTo("Drifted");
          assertThat(workload.reasons()).containsExactly("IMAGE");
          assertThat(workload.action()).isEqualTo("restart");
          assertThat(workload.deferred()).containsKey("PROXY_AHEAD");
        });
  }

  @Test
  void nothing_is_restarted_before_istiod_has_rolled() {
    Metrics waiting = run.scrapes().getFirst();

    assertThat(waiting.sum("driftless_deferred_workloads", Map.of("reason", "proxy_ahead")))
        .isEqualTo(restartable().size());
    assertThat(run.writes().getFirst().received())
        .isAfterOrEqualTo(run.istiodUpgraded().plus(UpgradeRun.MESH_SETTLE));
  }

  @Test
  void each_restartable_workload_gets_exactly_one_patch_and_nothing_else_gets_any_write() {
    assertThat(run.writes()).extracting(AuditEvent::ref).containsExactlyInAnyOrderElementsOf(restartable());
    assertThat(run.writes()).allSatisfy(write -> {
      assertThat(write.verb()).isEqualTo("patch");
      assertThat(write.code()).isEqualTo(200);
      assertThat(write.isDryRun()).isFalse();
      assertThat(write.query()).contains("fieldManager=driftless");
    });
  }

  @Test
  void each_restart_has_its_proof_before_it_and_nothing_else_is_asked_about() {
    assertThat(run.proofs()).extracting(AuditEvent::proved).doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(restartable());
    assertThat(run.writes()).allSatisfy(write -> assertThat(run.proofs()).anyMatch(proof -> proof.code() == 201
        && proof.proved().equals(write.ref()) && proof.answered().isBefore(write.received())));
  }

  @Test
  void all_restartable_workloads_reach_the_new_version() {
    assertThat(run.after().drifted()).isEqualTo(untouchable());
    assertThat(run.rollouts().all()).allSatisfy(rollout -> assertThat(rollout.end()).as(rollout.ref() + " has ended")
        .isPresent());
  }

  @Test
  void the_daemon_counts_each_restart_as_accepted_and_completed() {
    Metrics last = run.scrapes().getLast();

    assertThat(last.sum("driftless_restarts_total", Map.of("result", "success"))).isEqualTo(restartable().size());
    assertThat(last.sum("driftless_restarts_total")).isEqualTo(restartable().size());
    assertThat(last.sum("driftless_rollouts_total", Map.of("outcome", "completed"))).isEqualTo(restartable().size());
    assertThat(last.sum("driftless_rollouts_total")).isEqualTo(restartable().size());
  }

  @Test
  void nothing_is_read_for_a_restart() {
    assertThat(run.readsDuringUpgrade()).isEmpty();
  }

  @Test
  void in_flight_are_never_more_than_allowed_and_at_times_as_many() {
    Rollouts rollouts = run.rollouts();

    assertThat(rollouts.mostAtOnce(ref -> true)).isEqualTo(UpgradeRun.MAX_IN_FLIGHT);
    assertThat(Set.of(UpgradeFleet.ENABLED, UpgradeFleet.REVISIONED, UpgradeFleet.UNLABELLED)).allSatisfy(namespace ->
        assertThat(rollouts.mostAtOnce(ref -> ref.namespace().equals(namespace)))
            .isLessThanOrEqualTo(UpgradeRun.MAX_IN_FLIGHT_PER_NAMESPACE));
    assertThat(rollouts.mostAtOnce(ref -> ref.namespace().equals(UpgradeFleet.ENABLED)))
        .isEqualTo(UpgradeRun.MAX_IN_FLIGHT_PER_NAMESPACE);
    assertThat(run.scrapes()).extracting(metrics -> metrics.sum("driftless_rollouts_in_flight"))
        .allMatch(count -> count <= UpgradeRun.MAX_IN_FLIGHT).contains((double) UpgradeRun.MAX_IN_FLIGHT);
  }

  @Test
  void the_rate_is_never_exceeded_in_any_window_and_at_times_used_up() {
    assertThat(run.rollouts().mostWithin(UpgradeRun.RATE_PER)).isEqualTo(UpgradeRun.RATE);
  }

  @Test
  void a_patch_holds_the_named_annotations_and_its_precondition_and_nothing_else() {
    assertThat(run.writes()).allSatisfy(write -> {
      Set<String> leaves = new TreeSet<>(Leaves.of(write.body()).keySet());
      assertThat(leaves).contains(PRECONDITION);
      leaves.remove(PRECONDITION);
      leaves.removeAll(IDENTITY);
      assertThat(leaves).isEqualTo(MARKS);
    });
  }

  @Test
  void objects_differ_from_before_in_the_named_annotations_only() {
    Map<Ref, JsonNode> after = run.after().objects();

    assertThat(run.before().objects()).allSatisfy((ref, object) -> assertThat(changed(object, after.get(ref)))
        .as(ref.toString()).isEqualTo(restartable().contains(ref) ? MARKS : Set.of()));
  }

  @Test
  void jobs_and_bare_pods_are_reported_and_keep_their_pods() {
    Set<Ref> untouchable = untouchable();
    Map<Ref, Plan.Workload> midway = run.midway().plan().byRef();
    Map<Ref, Plan.Workload> after = run.after().plan().byRef();

    assertThat(untouchable).hasSize(4).allSatisfy(ref -> {
      for (Map<Ref, Plan.Workload> plan : List.of(midway, after)) {
        assertThat(plan.get(ref).verdict()).isEqualTo("Exempt");
        assertThat(plan.get(ref).why()).isEqualTo(ref.kind().equals("Job") ? "JOB" : "BARE_POD");
        assertThat(plan.get(ref).action()).isEqualTo("none");
      }
    });
    assertThat(uidsOf(untouchable, run.after())).hasSize(4).isEqualTo(uidsOf(untouchable, run.before()));
  }

  @Test
  void afterwards_plan_has_nothing_to_do_but_still_names_those_it_never_touches() {
    assertThat(run.after().plan().refs()).isEqualTo(untouchable());
    assertThat(run.after().plan().exitCode()).isZero();
  }

  @Test
  void a_comment_in_the_injector_a_touch_of_every_workload_and_a_new_start_cause_no_write() {
    run.beQuiet();
  }

  private static Set<Ref> restartable() {
    return run.midway().drifted().stream().filter(Ref::restartable).collect(Collectors.toSet());
  }

  private static Set<Ref> untouchable() {
    return run.midway().drifted().stream().filter(ref -> !ref.restartable()).collect(Collectors.toSet());
  }

  private static Set<String> uidsOf(Set<Ref> refs, UpgradeRun.Moment moment) {
    return moment.pods().stream().filter(pod -> refs.stream().anyMatch(pod::isOf)).map(PodWatch.Sight::uid)
        .collect(Collectors.toSet());
  }

  /** What somebody else than the API server and the controllers changed. */
  private static Set<String> changed(JsonNode before, JsonNode after) {
    Set<String> changed = new TreeSet<>(Leaves.changed(before, after));
    changed.removeIf(path -> path.startsWith("/status/") || path.startsWith("/metadata/managedFields/"));
    changed.removeAll(Set.of("/metadata/generation", "/metadata/resourceVersion",
        "/metadata/annotations/[deployment.kubernetes.io/revision]",
        "/metadata/annotations/[deprecated.daemonset.template.generation]"));
    return changed;
  }
}

package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What controllers make of StatefulSets, DaemonSets, Jobs, budgets and Services, on either cluster. */
@Execution(ExecutionMode.CONCURRENT)
class ControllersIT {

  private static final String SET = "StatefulSet";
  private static final String DAEMONS = "DaemonSet";
  private static final String DB = "db";
  private static final String AGENT = "agent";
  private static final Duration HELD = Duration.ofSeconds(3);

  @RegisterExtension
  static final TestBed BED = new TestBed("controllers");

  private Lab lab;

  @BeforeEach
  void move(TestInfo test) {
    lab = BED.lab(test);
  }

  private void set(int replicas, String spec) {
    lab.workload(SET, DB, "serviceName: db, replicas: " + replicas + (spec.isEmpty() ? "" : ", " + spec));
    lab.awaitReady(DB, replicas);
    lab.awaitStatus(SET, DB, Map.of("/status/readyReplicas", replicas, "/status/updatedReplicas", replicas));
  }

  private static String partition(int partition) {
    return "updateStrategy: {rollingUpdate: {partition: " + partition + "}}";
  }

  /** On each of the two nodes of that zone. */
  private void daemons(String strategy) {
    lab.create(DAEMONS, AGENT, """
        updateStrategy: {%s}, selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}},
        spec: {nodeSelector: {topology.kubernetes.io/zone: zone-1}, terminationGracePeriodSeconds: 1, containers: [
        {name: app, image: "%s"}]}}""".formatted(strategy, Lab.IMAGE));
    lab.awaitReady(AGENT, 2);
    lab.awaitStatus(DAEMONS, AGENT, Map.of("/status/numberAvailable", 2, "/status/updatedNumberScheduled", 2));
  }

  @Test
  void each_pod_of_a_set_waits_for_the_one_before() {
    set(3, "");

    assertThat(lab.arrivals(DB, Instant.EPOCH)).containsExactly("db-0", "db-1", "db-2");
    List<PodWatch.Sight> sights = lab.sights(DB);
    for (String later : List.of("db-1", "db-2")) {
      String before = "db-" + (Integer.parseInt(later.substring(3)) - 1);
      Instant came = sights.stream().filter(sight -> sight.name().equals(later)).findFirst().orElseThrow().at();
      assertThat(sights).anySatisfy(sight -> {
        assertThat(sight.name()).isEqualTo(before);
        assertThat(sight.ready()).isTrue();
        assertThat(sight.at()).isBeforeOrEqualTo(came);
      });
    }
  }

  @Test
  void a_parallel_set_does_not_wait() {
    lab.workload(SET, DB, "serviceName: db, replicas: 3, podManagementPolicy: Parallel");
    lab.awaitReady(DB, 3);

    Instant firstReady = lab.sights(DB).stream().filter(PodWatch.Sight::ready).findFirst().orElseThrow().at();
    assertThat(lab.sights(DB).stream().filter(sight -> !sight.at().isAfter(firstReady))
        .map(PodWatch.Sight::name).collect(Collectors.toSet())).isEqualTo(Set.of("db-0", "db-1", "db-2"));
  }

  @Test
  void a_rollout_of_a_set_goes_from_the_highest_number_down_one_at_a_time() {
    set(3, "");

    Instant restarted = lab.restart(SET, DB);
    lab.awaitStatus(SET, DB, Map.of("/status/observedGeneration", 2, "/status/updatedReplicas", 3,
        "/status/readyReplicas", 3));

    assertThat(lab.arrivals(DB, restarted)).containsExactly("db-2", "db-1", "db-0");
    assertThat(lab.fewestReady(DB, restarted)).isEqualTo(2);
    JsonNode status = lab.get(SET, DB).path("status");
    assertThat(status.path("currentRevision")).isEqualTo(status.path("updateRevision"));
    assertThat(lab.list("ControllerRevision")).extracting(each -> each.path("revision").asInt())
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void pods_below_the_partition_stay() {
    set(3, partition(2));

    Instant restarted = lab.restart(SET, DB);
    lab.awaitStatus(SET, DB, Map.of("/status/observedGeneration", 2, "/status/updatedReplicas", 1,
        "/status/currentReplicas", 2, "/status/readyReplicas", 3));

    assertThat(lab.arrivals(DB, restarted)).containsExactly("db-2");
    JsonNode status = lab.get(SET, DB).path("status");
    assertThat(status.path("currentRevision")).isNotEqualTo(status.path("updateRevision"));
  }

  @Test
  void a_pod_below_the_partition_keeps_its_revision_even_if_it_is_made_anew() {
    set(2, partition(1));
    lab.restart(SET, DB);
    lab.awaitStatus(SET, DB, Map.of("/status/updatedReplicas", 1, "/status/readyReplicas", 2));
    String before = revision("db-0");

    String uid = lab.get("Pod", "db-0").at("/metadata/uid").asString();
    lab.delete("Pod", "db-0");
    lab.awaitPods(DB, now -> now.size() == 2 && now.stream().allMatch(
        pod -> pod.ready() && !pod.uid().equals(uid)));

    assertThat(revision("db-0")).isEqualTo(before).isNotEqualTo(revision("db-1"));
  }

  private String revision(String pod) {
    return lab.get("Pod", pod).at("/metadata/labels/controller-revision-hash").asString();
  }

  @Test
  void on_delete_a_set_changes_only_pods_that_somebody_deletes() {
    set(2, "updateStrategy: {type: OnDelete}");

    Instant restarted = lab.restart(SET, DB);
    lab.awaitStatus(SET, DB, Map.of("/status/observedGeneration", 2));
    Hold.nothing(HELD, "new pods", () -> lab.arrivals(DB, restarted));
    lab.delete("Pod", "db-0");
    lab.awaitPods(DB, now -> now.size() == 2 && !lab.arrivals(DB, restarted).isEmpty());

    assertThat(lab.arrivals(DB, restarted)).containsExactly("db-0");
    assertThat(revision("db-0")).isEqualTo(lab.get(SET, DB).at("/status/updateRevision").asString());
  }

  @Test
  void a_set_is_wedged_behind_a_bad_pod_even_when_its_template_is_mended() {
    set(2, "");
    Instant broken = lab.setImage(SET, DB, Lab.BROKEN_IMAGE);
    lab.awaitPods(DB, now -> lab.arrivals(DB, broken).size() == 1);

    Instant mended = lab.setImage(SET, DB, Lab.IMAGE);
    lab.awaitStatus(SET, DB, Map.of("/status/observedGeneration", 3));
    Hold.nothing(HELD, "new pods", () -> lab.arrivals(DB, mended));
    lab.delete("Pod", "db-1");
    lab.awaitReady(DB, 2);

    assertThat(lab.arrivals(DB, mended)).startsWith("db-1");
  }

  @Test
  void a_set_loses_its_highest_number_first() {
    set(3, "");

    lab.patch(SET, DB, "{\"spec\": {\"replicas\": 1}}");
    lab.awaitReady(DB, 1);

    assertThat(lab.now(DB)).extracting(PodWatch.Sight::name).containsExactly("db-0");
    List<String> gone = lab.sights(DB).stream().filter(PodWatch.Sight::gone).map(PodWatch.Sight::name).distinct()
        .toList();
    assertThat(gone).containsExactly("db-2", "db-1");
  }

  @Test
  void daemons_run_on_each_node_that_is_selected() {
    daemons("");

    lab.awaitStatus(DAEMONS, AGENT, Map.of("/status/desiredNumberScheduled", 2, "/status/currentNumberScheduled", 2,
        "/status/numberReady", 2, "/status/numberMisscheduled", 0, "/status/observedGeneration", 1));
    assertThat(lab.list("Pod").stream().map(pod -> pod.at("/spec/nodeName").asString()).distinct()).hasSize(2);
  }

  @Test
  void daemons_are_replaced_one_at_a_time() {
    daemons("");

    Instant restarted = lab.restart(DAEMONS, AGENT);
    lab.awaitStatus(DAEMONS, AGENT, Map.of("/status/observedGeneration", 2, "/status/updatedNumberScheduled", 2,
        "/status/numberAvailable", 2, "/status/numberUnavailable", ""));

    assertThat(lab.fewestReady(AGENT, restarted)).isEqualTo(1);
    assertThat(lab.mostPods(AGENT, restarted)).isEqualTo(2);
    assertThat(lab.get(DAEMONS, AGENT).at("/metadata/annotations/deprecated.daemonset.template.generation").asString())
        .isEqualTo("2");
  }

  @Test
  void bad_daemons_stop_after_as_many_as_may_be_unavailable() {
    daemons("");

    Instant broken = lab.setImage(DAEMONS, AGENT, Lab.BROKEN_IMAGE);
    lab.awaitStatus(DAEMONS, AGENT, Map.of("/status/observedGeneration", 2, "/status/numberUnavailable", 1,
        "/status/updatedNumberScheduled", 1));
    Hold.nothing(HELD, "more new pods", () -> lab.arrivals(AGENT, broken).stream().skip(1).toList());

    assertThat(lab.fewestReady(AGENT, broken)).isEqualTo(1);
  }

  @Test
  void on_delete_daemons_change_only_when_somebody_deletes_them() {
    daemons("type: OnDelete");
    String first = lab.now(AGENT).getFirst().name();

    Instant restarted = lab.restart(DAEMONS, AGENT);
    lab.awaitStatus(DAEMONS, AGENT, Map.of("/status/observedGeneration", 2, "/status/updatedNumberScheduled", ""));
    Hold.nothing(HELD, "new pods", () -> lab.arrivals(AGENT, restarted));
    lab.delete("Pod", first);

    lab.awaitStatus(DAEMONS, AGENT, Map.of("/status/updatedNumberScheduled", 1, "/status/numberReady", 2));
  }

  @Test
  void a_job_is_complete_when_its_pod_has_ended_well() {
    job("\"true\"");

    lab.awaitCondition("Job", "once", "Complete", "True CompletionsReached");
    lab.awaitStatus("Job", "once", Map.of("/status/succeeded", 1, "/status/active", "", "/status/ready", 0,
        "/status/uncountedTerminatedPods", "{}"));
    assertThat(lab.list("Pod")).singleElement()
        .satisfies(pod -> assertThat(pod.at("/metadata/finalizers").isMissingNode()).isTrue());
  }

  @Test
  void a_job_whose_pod_does_not_end_stays_active() {
    job("\"false\"");

    lab.awaitStatus("Job", "once", Map.of("/status/active", 1, "/status/ready", 1, "/status/succeeded", ""));
    lab.delete("Job", "once");
    lab.awaitReady("once", 0);
    Lab.eventually("no pod", () -> lab.list("Pod").isEmpty());
  }

  private void job(String completes) {
    lab.create("Job", "once", """
        template: {metadata: {labels: {app: once}, annotations: {e2e.driftless.dev/complete: %s}}, spec: {
        restartPolicy: Never, terminationGracePeriodSeconds: 1, containers: [{name: app, image: "%s"}]}}"""
        .formatted(completes, Lab.IMAGE));
  }

  @Test
  void percentages_of_a_budget_are_rounded_up() {
    lab.workload("ReplicaSet", "web", "replicas: 3");
    lab.create("PodDisruptionBudget", "least", "minAvailable: 50%, selector: {matchLabels: {app: web}}");
    lab.workload("ReplicaSet", "api", "replicas: 3");
    lab.create("PodDisruptionBudget", "most", "maxUnavailable: 50%, selector: {matchLabels: {app: api}}");

    lab.awaitStatus("PodDisruptionBudget", "least", Map.of("/status/desiredHealthy", 2, "/status/currentHealthy", 3,
        "/status/expectedPods", 3, "/status/disruptionsAllowed", 1, "/status/observedGeneration", 1));
    lab.awaitStatus("PodDisruptionBudget", "most", Map.of("/status/desiredHealthy", 1, "/status/currentHealthy", 3,
        "/status/expectedPods", 3, "/status/disruptionsAllowed", 2));
    assertThat(lab.condition("PodDisruptionBudget", "most", "DisruptionAllowed")).isEqualTo("True SufficientPods");
  }

  @Test
  void a_budget_that_allows_nothing_says_so() {
    lab.workload("ReplicaSet", "web", "replicas: 2");
    lab.create("PodDisruptionBudget", "all", "minAvailable: 100%, selector: {matchLabels: {app: web}}");

    lab.awaitStatus("PodDisruptionBudget", "all", Map.of("/status/desiredHealthy", 2, "/status/currentHealthy", 2,
        "/status/disruptionsAllowed", 0));
    lab.awaitCondition("PodDisruptionBudget", "all", "DisruptionAllowed", "False InsufficientPods");
  }

  @Test
  void a_service_has_a_slice_with_its_pods() {
    lab.workload("ReplicaSet", "web", "replicas: 2");
    lab.create("Service", "web", "selector: {app: web}, ports: [{port: 80}]");
    lab.awaitReady("web", 2);

    Lab.eventually("two ready endpoints", () -> readyEndpoints() == 2);
    lab.patch("Pod", lab.now("web").getFirst().name(), """
        {"metadata": {"annotations": {"e2e.driftless.dev/stage": "never-ready"}}}""");
    Lab.eventually("one ready endpoint", () -> readyEndpoints() == 1);

    assertThat(lab.list("EndpointSlice")).singleElement().satisfies(slice -> {
      assertThat(slice.at("/metadata/labels/kubernetes.io~1service-name").asString()).isEqualTo("web");
      assertThat(slice.path("endpoints")).hasSize(2);
      assertThat(slice.at("/ports/0/port").asInt()).isEqualTo(80);
    });
  }

  private long readyEndpoints() {
    return lab.list("EndpointSlice").stream().flatMap(slice -> slice.path("endpoints").valueStream())
        .filter(endpoint -> endpoint.at("/conditions/ready").asBoolean(false)).count();
  }

  @Test
  void a_pod_without_a_node_for_it_waits_and_says_why() {
    lab.create("Pod", "huge", """
        containers: [{name: app, image: "%s", resources: {requests: {cpu: "1000"}}}]""".formatted(Lab.IMAGE));

    lab.awaitCondition("Pod", "huge", "PodScheduled", "False Unschedulable");
    assertThat(lab.get("Pod", "huge").at("/status/phase").asString()).isEqualTo("Pending");
  }
}

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

/** What controllers make of Deployments and ReplicaSets, on either cluster. */
@Execution(ExecutionMode.CONCURRENT)
class DeploymentsIT {

  private static final String KIND = "Deployment";
  private static final String WEB = "web";
  /** Replica sets are asked for as many as allowed; one may create its pod before the other has deleted one. */
  private static final int LATE = 1;

  @RegisterExtension
  static final TestBed BED = new TestBed("deployments");

  private Lab lab;

  @BeforeEach
  void move(TestInfo test) {
    lab = BED.lab(test);
  }

  private void deployed(int replicas, String spec) {
    lab.workload(KIND, WEB, "replicas: " + replicas + (spec.isEmpty() ? "" : ", " + spec));
    lab.awaitReady(WEB, replicas);
    lab.awaitStatus(KIND, WEB, Map.of("/status/availableReplicas", replicas));
  }

  private static String rolling(String surge, String unavailable) {
    return "strategy: {rollingUpdate: {maxSurge: " + surge + ", maxUnavailable: " + unavailable + "}}";
  }

  private void rolledOut(int replicas, int generation) {
    lab.awaitStatus(KIND, WEB, Map.of("/status/observedGeneration", generation, "/status/updatedReplicas", replicas,
        "/status/replicas", replicas, "/status/availableReplicas", replicas, "/status/unavailableReplicas", ""));
  }

  @Test
  void a_new_one_gets_its_pods_and_says_so() {
    deployed(3, "");

    lab.awaitStatus(KIND, WEB, Map.of("/status/observedGeneration", 1, "/status/replicas", 3,
        "/status/updatedReplicas", 3, "/status/readyReplicas", 3, "/status/availableReplicas", 3,
        "/metadata/generation", 1, "/metadata/annotations/deployment.kubernetes.io~1revision", "1"));
    assertThat(lab.condition(KIND, WEB, "Available")).isEqualTo("True MinimumReplicasAvailable");
    lab.awaitCondition(KIND, WEB, "Progressing", "True NewReplicaSetAvailable");
  }

  @Test
  void a_rollout_stays_within_surge_and_availability() {
    deployed(6, rolling("2", "1"));

    Instant restarted = lab.restart(KIND, WEB);
    rolledOut(6, 2);

    assertThat(lab.fewestReady(WEB, restarted)).isEqualTo(5);
    assertThat(lab.mostPods(WEB, restarted)).isBetween(7, 8 + LATE);
    assertThat(lab.list("ReplicaSet")).extracting(set -> set.at("/spec/replicas").asInt())
        .containsExactlyInAnyOrder(0, 6);
    assertThat(lab.get(KIND, WEB).at("/metadata/annotations/deployment.kubernetes.io~1revision").asString())
        .isEqualTo("2");
  }

  @Test
  void a_surge_rounds_up_and_unavailability_rounds_down() {
    deployed(3, rolling("25%", "25%"));

    Instant restarted = lab.restart(KIND, WEB);
    rolledOut(3, 2);

    assertThat(lab.fewestReady(WEB, restarted)).isEqualTo(3);
    assertThat(lab.mostPods(WEB, restarted)).isBetween(4, 4 + LATE);
  }

  @Test
  void recreate_ends_all_old_pods_before_the_first_new_one() {
    deployed(3, "strategy: {type: Recreate}");

    Instant restarted = lab.restart(KIND, WEB);
    rolledOut(3, 2);

    assertThat(lab.fewestReady(WEB, restarted)).isZero();
    assertThat(lab.mostPods(WEB, restarted)).isEqualTo(3);
  }

  @Test
  void no_progress_exceeds_the_deadline_and_old_pods_stay() {
    deployed(4, "progressDeadlineSeconds: 3, " + rolling("1", "1"));

    Instant broken = lab.setImage(KIND, WEB, Lab.BROKEN_IMAGE);
    lab.awaitCondition(KIND, WEB, "Progressing", "False ProgressDeadlineExceeded");

    assertThat(lab.fewestReady(WEB, broken)).isEqualTo(3);
    assertThat(lab.now(WEB)).hasSize(5);
    lab.awaitStatus(KIND, WEB, Map.of("/status/observedGeneration", 2, "/status/updatedReplicas", 2,
        "/status/unavailableReplicas", 2, "/status/availableReplicas", 3));
    assertThat(lab.condition(KIND, WEB, "Available")).isEqualTo("True MinimumReplicasAvailable");
  }

  @Test
  void the_way_back_takes_the_replica_set_of_before() {
    deployed(2, "");
    String first = lab.list("ReplicaSet").getFirst().at("/metadata/name").asString();
    lab.setImage(KIND, WEB, "registry.k8s.io/pause:3.9");
    rolledOut(2, 2);

    lab.setImage(KIND, WEB, Lab.IMAGE);
    rolledOut(2, 3);

    JsonNode again = lab.get("ReplicaSet", first);
    assertThat(lab.list("ReplicaSet")).hasSize(2);
    assertThat(again.at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(again.at("/metadata/annotations/deployment.kubernetes.io~1revision").asString()).isEqualTo("3");
    assertThat(again.at("/metadata/annotations/deployment.kubernetes.io~1revision-history").asString()).isEqualTo("1");
  }

  @Test
  void a_paused_one_scales_and_does_not_roll_out() {
    deployed(2, "");
    lab.patch(KIND, WEB, "{\"spec\": {\"paused\": true}}");
    lab.awaitCondition(KIND, WEB, "Progressing", "Unknown DeploymentPaused");

    lab.restart(KIND, WEB);
    lab.patch(KIND, WEB, "{\"spec\": {\"replicas\": 3}}");
    lab.awaitReady(WEB, 3);
    lab.awaitStatus(KIND, WEB, Map.of("/status/observedGeneration", 4, "/status/replicas", 3));

    assertThat(lab.list("ReplicaSet")).hasSize(1);
    assertThat(Lab.parts(lab.get(KIND, WEB), List.of("/status/updatedReplicas")))
        .isEqualTo(Map.of("/status/updatedReplicas", ""));
    lab.patch(KIND, WEB, "{\"spec\": {\"paused\": null}}");
    rolledOut(3, 5);
  }

  @Test
  void only_as_many_old_revisions_stay_as_it_says() {
    deployed(1, "revisionHistoryLimit: 1");

    for (int generation = 2; generation <= 4; generation++) {
      lab.restart(KIND, WEB);
      rolledOut(1, generation);
    }
    Lab.eventually("two replica sets", () -> lab.list("ReplicaSet").size() == 2);

    assertThat(lab.list("ReplicaSet"))
        .extracting(set -> set.at("/metadata/annotations/deployment.kubernetes.io~1revision").asString())
        .containsExactlyInAnyOrder("3", "4");
  }

  @Test
  void minimum_ready_seconds_delay_availability() {
    lab.workload(KIND, WEB, "replicas: 1, minReadySeconds: 4");
    lab.awaitReady(WEB, 1);
    Instant ready = Instant.now();

    lab.awaitStatus(KIND, WEB, Map.of("/status/readyReplicas", 1, "/status/availableReplicas", ""));
    lab.awaitStatus(KIND, WEB, Map.of("/status/readyReplicas", 1, "/status/availableReplicas", 1));

    assertThat(Duration.between(ready, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void scaled_to_nothing_it_is_complete_without_pods() {
    deployed(2, "");

    lab.patch(KIND, WEB, "{\"spec\": {\"replicas\": 0}}");
    lab.awaitReady(WEB, 0);

    lab.awaitStatus(KIND, WEB, Map.of("/status/observedGeneration", 2, "/status/replicas", "",
        "/status/availableReplicas", "", "/status/updatedReplicas", ""));
    assertThat(lab.condition(KIND, WEB, "Available")).isEqualTo("True MinimumReplicasAvailable");
  }

  @Test
  void pods_carry_the_hash_of_their_replica_set() {
    deployed(1, "");

    JsonNode set = lab.list("ReplicaSet").getFirst();
    String hash = set.at("/metadata/labels/pod-template-hash").asString();
    assertThat(set.at("/metadata/name").asString()).isEqualTo("web-" + hash);
    assertThat(set.at("/spec/selector/matchLabels/pod-template-hash").asString()).isEqualTo(hash);
    assertThat(lab.now(WEB)).singleElement().satisfies(pod -> assertThat(pod.name()).startsWith("web-" + hash + "-"));
  }

  @Test
  void with_it_go_its_replica_sets_and_their_pods() {
    deployed(2, "");

    lab.delete(KIND, WEB);

    lab.awaitReady(WEB, 0);
    Lab.eventually("no replica set", () -> lab.list("ReplicaSet").isEmpty());
  }

  @Test
  void a_pod_that_is_deleted_is_replaced() {
    lab.workload("ReplicaSet", WEB, "replicas: 2");
    lab.awaitReady(WEB, 2);
    String first = lab.now(WEB).getFirst().name();

    lab.delete("Pod", first);
    lab.awaitPods(WEB, now -> now.size() == 2 && now.stream().noneMatch(pod -> pod.name().equals(first)));

    lab.awaitStatus("ReplicaSet", WEB, Map.of("/status/replicas", 2, "/status/readyReplicas", 2,
        "/status/fullyLabeledReplicas", 2, "/status/availableReplicas", 2));
  }

  @Test
  void a_pod_whose_labels_no_longer_match_is_let_go_and_replaced() {
    lab.workload("ReplicaSet", WEB, "replicas: 1");
    lab.awaitReady(WEB, 1);
    String first = lab.now(WEB).getFirst().name();

    lab.patch("Pod", first, "{\"metadata\": {\"labels\": {\"app\": \"other\"}}}");
    Lab.eventually("two pods", () -> lab.list("Pod").size() == 2);

    Lab.eventually("no owner", () -> lab.get("Pod", first).at("/metadata/ownerReferences").isMissingNode());
    assertThat(lab.now("other")).hasSize(1);
  }

  @Test
  void a_pod_of_nobody_that_matches_is_adopted() {
    lab.create("Pod", "stray", "containers: [{name: app, image: \"" + Lab.IMAGE + "\"}]");
    lab.patch("Pod", "stray", "{\"metadata\": {\"labels\": {\"app\": \"web\"}}}");
    lab.awaitReady(WEB, 1);

    lab.workload("ReplicaSet", WEB, "replicas: 2");
    lab.awaitReady(WEB, 2);

    assertThat(lab.get("Pod", "stray").at("/metadata/ownerReferences/0/name").asString()).isEqualTo(WEB);
  }
}

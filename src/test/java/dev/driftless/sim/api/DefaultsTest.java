package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the real API server answers to the same objects. */
class DefaultsTest {

  private final Cluster cluster = new Cluster();

  private static ObjectNode workload(String kind) {
    return Cluster.deployment("w").put("kind", kind);
  }

  @Test
  void of_a_stateful_set() throws ApiException {
    ObjectNode spec = (ObjectNode) cluster.create(ResourceTypes.STATEFUL_SETS, workload("StatefulSet")).get("spec");
    spec.remove("template");
    spec.remove("selector");

    assertThat(spec).isEqualTo(json("""
        {'replicas': 1, 'revisionHistoryLimit': 10, 'podManagementPolicy': 'OrderedReady',
         'updateStrategy': {'type': 'RollingUpdate', 'rollingUpdate': {'partition': 0}},
         'persistentVolumeClaimRetentionPolicy': {'whenDeleted': 'Retain', 'whenScaled': 'Retain'}}
        """));
  }

  @Test
  void of_a_daemon_set() throws ApiException {
    ObjectNode created = cluster.create(ResourceTypes.DAEMON_SETS, workload("DaemonSet"));

    assertThat(created.path("spec").path("updateStrategy"))
        .isEqualTo(json("{'type': 'RollingUpdate', 'rollingUpdate': {'maxUnavailable': 1, 'maxSurge': 0}}"));
    assertThat(created.path("metadata").path("annotations")).isEqualTo(json("{'" + Generation.OF_TEMPLATE + "': '1'}"));
    assertThat(created.path("status")).isEqualTo(json(
        "{'currentNumberScheduled': 0, 'numberMisscheduled': 0, 'desiredNumberScheduled': 0, 'numberReady': 0}"));
  }

  @Test
  void a_job_selects_its_pods_by_its_uid() throws ApiException {
    ObjectNode job = cluster.create(ResourceTypes.JOBS, json("""
        {'metadata': {'name': 'j'}, 'spec': {'template': {'spec': {
          'restartPolicy': 'Never', 'containers': [{'name': 'c', 'image': 'x'}]}}}}
        """));
    ObjectNode labels = json("""
        {'batch.kubernetes.io/controller-uid': 'UID', 'batch.kubernetes.io/job-name': 'j', 'controller-uid': 'UID',
         'job-name': 'j'}
        """.replace("UID", Metadata.uid(job)));

    assertThat(job.path("metadata").path("labels")).isEqualTo(labels);
    assertThat(job.path("spec").path("template").path("metadata").path("labels")).isEqualTo(labels);
    assertThat(job.path("spec").path("selector").path("matchLabels"))
        .isEqualTo(json("{'batch.kubernetes.io/controller-uid': '" + Metadata.uid(job) + "'}"));
    assertThat(job.path("spec").path("backoffLimit").asInt()).isEqualTo(6);
  }

  @Test
  void a_template_does_not_get_what_only_pods_get() throws ApiException {
    ObjectNode given = Cluster.deployment("web");
    ((ObjectNode) given.at("/spec/template/spec/containers/0")).set("resources", json("{'limits': {'cpu': '1'}}"));

    ObjectNode template = (ObjectNode) cluster.create(ResourceTypes.DEPLOYMENTS, given).at("/spec/template/spec");

    assertThat(template.at("/containers/0/resources")).isEqualTo(json("{'limits': {'cpu': '1'}}"));
    assertThat(template.has("tolerations")).isFalse();
    assertThat(template.has("serviceAccountName")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"nginx,Always", "nginx:latest,Always", "nginx:1.25,IfNotPresent", "r:5000/nginx,Always",
      "nginx@sha256:0,IfNotPresent"})
  void an_image_is_pulled_each_time_if_its_tag_moves(String image, String policy) throws ApiException {
    ObjectNode container = json("{'name': 'c', 'image': '" + image + "'}");
    ContainerDefaults.apply(container);

    assertThat(container.path("imagePullPolicy").asString()).isEqualTo(policy);
  }

  @Test
  void probes_and_hooks_are_completed() throws ApiException {
    ObjectNode container = json("""
        {'name': 'c', 'image': 'x:1', 'readinessProbe': {'httpGet': {'port': 80}}, 'env': [{'name': 'A', 'value': ''}],
         'lifecycle': {'preStop': {'httpGet': {'port': 80}}}}
        """);
    ContainerDefaults.apply(container);

    assertThat(container.path("readinessProbe")).isEqualTo(json("""
        {'httpGet': {'port': 80, 'path': '/', 'scheme': 'HTTP'}, 'timeoutSeconds': 1, 'periodSeconds': 10,
         'successThreshold': 1, 'failureThreshold': 3}
        """));
    assertThat(container.at("/lifecycle/preStop/httpGet/scheme").asString()).isEqualTo("HTTP");
    assertThat(container.at("/env/0").has("value")).isFalse();
  }

  @Test
  void what_is_empty_or_kept_by_nobody_is_dropped() throws ApiException {
    ObjectNode given = Cluster.deployment("web");
    ObjectNode metadata = (ObjectNode) given.get("metadata");
    metadata.put("selfLink", "x").putObject("annotations");
    metadata.putArray("managedFields").addObject().put("manager", "me");

    JsonNode created = cluster.create(ResourceTypes.DEPLOYMENTS, given).path("metadata");

    assertThat(created.has("selfLink")).isFalse();
    assertThat(created.has("managedFields")).isFalse();
    assertThat(created.has("annotations")).isFalse();
  }

  @Test
  void of_a_horizontal_pod_autoscaler() throws ApiException {
    ObjectNode created = cluster.create(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS, json("""
        {'metadata': {'name': 'web'}, 'spec': {'maxReplicas': 3, 'scaleTargetRef': {'kind': 'Deployment', 'name': 'w'}},
         'status': {'desiredReplicas': 7}}
        """));

    assertThat(created.path("spec").path("minReplicas").asInt()).isEqualTo(1);
    assertThat(created.path("spec").path("metrics")).isEqualTo(json("""
        {'all': [{'type': 'Resource', 'resource': {'name': 'cpu',
          'target': {'type': 'Utilization', 'averageUtilization': 80}}}]}
        """).path("all"));
    assertThat(created.path("status")).isEqualTo(json("{'desiredReplicas': 0, 'currentMetrics': null}"));
    assertThat(created.path("metadata").has("generation")).isFalse();
  }
}

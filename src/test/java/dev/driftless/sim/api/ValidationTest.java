package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.node.ObjectNode;

/** The messages are those of the real API server, asked in the same way. */
class ValidationTest {

  private final Cluster cluster = new Cluster();

  private String message(ResourceType type, ObjectNode object) {
    ApiException refusal = refusal(() -> cluster.create(type, object));
    assertThat(refusal.code()).isEqualTo(422);
    assertThat(refusal.reason()).isEqualTo("Invalid");
    return refusal.getMessage();
  }

  private static ObjectNode deployment(String patch) throws ApiException {
    return new MergePatch(json(patch)).applyTo(Cluster.deployment("web"));
  }

  @Test
  void an_empty_deployment_lacks_everything() {
    assertThat(message(ResourceTypes.DEPLOYMENTS, json("{'metadata': {}, 'spec': {}}"))).isEqualTo(
        "Deployment.apps \"\" is invalid: [metadata.name: Required value: name or generateName is required,"
            + " spec.selector: Required value, spec.template.metadata.labels: Invalid value: null: `selector` does not"
            + " match template `labels`, spec.template.spec.containers: Required value]");
  }

  @Test
  void each_error_is_a_cause() {
    ApiException refusal = refusal(() -> cluster.create(ResourceTypes.DEPLOYMENTS,
        deployment("{'metadata': {'name': 'Bad_Name'}}")));

    assertThat(refusal.details().path("name").asString()).isEqualTo("Bad_Name");
    assertThat(refusal.details().path("kind").asString()).isEqualTo("Deployment");
    assertThat(refusal.details().path("causes").get(0).path("reason").asString()).isEqualTo("FieldValueInvalid");
    assertThat(refusal.details().path("causes").get(0).path("field").asString()).isEqualTo("metadata.name");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/dev/driftless/sim/api/mistakes-in-a-deployment.csv", delimiter = '|',
      quoteCharacter = '`')
  void mistakes_in_a_deployment(String patch, String error) throws ApiException {
    assertThat(message(ResourceTypes.DEPLOYMENTS, deployment(patch)))
        .isEqualTo("Deployment.apps \"web\" is invalid: " + error);
  }

  @Test
  void a_job_restarts_its_pods_never_or_on_failure() {
    assertThat(message(ResourceTypes.JOBS,
        json("{'metadata': {'name': 'j'},"
            + " 'spec': {'template': {'spec': {'containers': [{'name': 'c', 'image': 'x'}]}}}}")))
        .isEqualTo("Job.batch \"j\" is invalid: spec.template.spec.restartPolicy: Required value: valid values:"
            + " \"OnFailure\", \"Never\"");
  }

  @Test
  void a_budget_has_one_of_two_limits() {
    assertThat(message(ResourceTypes.POD_DISRUPTION_BUDGETS,
        json("{'metadata': {'name': 'b'}, 'spec': {'minAvailable': 1, 'maxUnavailable': 1}}")))
        .endsWith("minAvailable and maxUnavailable cannot be both set");
  }

  @Test
  void a_body_of_another_kind_or_namespace_is_a_bad_request() {
    ObjectNode strange = Cluster.pod("a").put("kind", "Foo");
    ObjectNode elsewhere = Cluster.pod("a");
    ((ObjectNode) elsewhere.get("metadata")).put("namespace", "other");

    assertThat(refusal(() -> cluster.create(ResourceTypes.PODS, strange)).code()).isEqualTo(400);
    assertThat(refusal(() -> cluster.create(ResourceTypes.PODS, elsewhere)))
        .hasMessage("the namespace of the provided object does not match the namespace sent on the request");
  }

  @Test
  void an_amount_that_is_none_is_a_bad_request() throws ApiException {
    ObjectNode pod = Cluster.pod("a");
    ((ObjectNode) pod.at("/spec/containers/0")).set("resources", json("{'limits': {'cpu': 'abc'}}"));

    assertThat(refusal(() -> cluster.create(ResourceTypes.PODS, pod))).hasMessage("Pod in version \"v1\" cannot be"
        + " handled as a Pod: quantities must match the regular expression"
        + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }

  @Test
  void a_stateful_set_keeps_its_identity() throws ApiException {
    cluster.create(ResourceTypes.STATEFUL_SETS, Cluster.deployment("db").put("kind", "StatefulSet"));

    ApiException refusal = refusal(() -> cluster.client.patch(ResourceTypes.STATEFUL_SETS, Cluster.named("db"), "",
        json("{'spec': {'serviceName': 'other'}}")));

    assertThat(refusal.getMessage()).startsWith("StatefulSet.apps \"db\" is invalid: spec: Forbidden: updates to"
        + " statefulset spec for fields other than 'replicas', 'ordinals', 'template'");
  }

  @Test
  void an_autoscaler_needs_bounds_and_a_target() {
    assertThat(message(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS,
        json("{'metadata': {'name': 'web'}, 'spec': {'minReplicas': 0, 'maxReplicas': -1}}")))
        .isEqualTo("HorizontalPodAutoscaler.autoscaling \"web\" is invalid: [spec.minReplicas: Invalid value: 0: must"
            + " be greater than or equal to 1, spec.maxReplicas: Invalid value: -1: must be greater than or equal to 1,"
            + " spec.maxReplicas: Invalid value: -1: must be greater than or equal to `minReplicas`,"
            + " spec.scaleTargetRef.kind: Required value, spec.scaleTargetRef.name: Required value]");
  }

  @Test
  void an_autoscaler_may_not_ask_for_what_nobody_here_can_measure() {
    assertThat(message(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS, json("""
        {'metadata': {'name': 'web'}, 'spec': {'maxReplicas': 2, 'scaleTargetRef': {'kind': 'Deployment', 'name': 'w'},
         'metrics': [{'type': 'Pods'}], 'behavior': {}}}
        """))).isEqualTo("HorizontalPodAutoscaler.autoscaling \"web\" is invalid: [spec.metrics[0].type: Forbidden:"
            + " this simulated API server knows metrics of type Resource only, spec.behavior: Forbidden: this simulated"
            + " API server knows the behavior only that is the default]");
  }
}

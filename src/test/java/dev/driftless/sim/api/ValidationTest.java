package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {'spec':{'selector':{'matchLabels':{'app':null}}}} | spec.selector: Invalid value: {}: empty selector is invalid for deployment
      {'spec':{'replicas':-1}} | spec.replicas: Invalid value: -1: must be greater than or equal to 0
      {'spec':{'strategy':{'type':'Foo'}}} | spec.strategy: Unsupported value: {"Type":"Foo","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"
      {'spec':{'strategy':{'type':'Recreate','rollingUpdate':{}}}} | spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
      {'spec':{'strategy':{'rollingUpdate':{'maxSurge':0,'maxUnavailable':0}}}} | spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0
      {'spec':{'progressDeadlineSeconds':0}} | spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds
      {'spec':{'template':{'metadata':{'labels':{'app':'db'}}}}} | spec.template.metadata.labels: Invalid value: {"app":"db"}: `selector` does not match template `labels`
      {'spec':{'template':{'spec':{'restartPolicy':'Never'}}}} | spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
      {'spec':{'template':{'spec':{'containers':[{'name':'c'}]}}}} | spec.template.spec.containers[0].image: Required value
      {'spec':{'template':{'spec':{'containers':[{'name':'c','image':'x'},{'name':'c','image':'x'}]}}}} | spec.template.spec.containers[1].name: Duplicate value: "c"
      {'spec':{'template':{'spec':{'containers':[{'name':'c','image':'x','resources':{'requests':{'cpu':'2'},'limits':{'cpu':'1'}}}]}}}} | spec.template.spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1
      """)
  void mistakes_in_a_deployment(String patch, String error) throws ApiException {
    assertThat(message(ResourceTypes.DEPLOYMENTS, deployment(patch)))
        .isEqualTo("Deployment.apps \"web\" is invalid: " + error);
  }

  @Test
  void a_job_restarts_its_pods_never_or_on_failure() {
    assertThat(message(ResourceTypes.JOBS,
        json("{'metadata': {'name': 'j'}, 'spec': {'template': {'spec': {'containers': [{'name': 'c', 'image': 'x'}]}}}}")))
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
  void a_stateful_set_keeps_its_identity() throws ApiException {
    cluster.create(ResourceTypes.STATEFUL_SETS, Cluster.deployment("db").put("kind", "StatefulSet"));

    ApiException refusal = refusal(() -> cluster.client.patch(ResourceTypes.STATEFUL_SETS, Cluster.named("db"), "",
        json("{'spec': {'serviceName': 'other'}}")));

    assertThat(refusal.getMessage()).startsWith("StatefulSet.apps \"db\" is invalid: spec: Forbidden: updates to"
        + " statefulset spec for fields other than 'replicas', 'ordinals', 'template'");
  }
}

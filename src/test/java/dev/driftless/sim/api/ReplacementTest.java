package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.named;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ReplacementTest {

  private final Cluster cluster = new Cluster();
  private ObjectNode web;

  @BeforeEach
  void a_deployment() throws ApiException {
    web = cluster.create(ResourceTypes.DEPLOYMENTS, Cluster.deployment("web"));
  }

  private ObjectNode patch(String merge) throws ApiException {
    return cluster.client.patch(ResourceTypes.DEPLOYMENTS, named("web"), "", json(merge));
  }

  @Test
  void an_outdated_version_is_a_conflict() throws ApiException {
    patch("{'spec': {'replicas': 2}}");

    ApiException refusal = refusal(() -> cluster.client.update(ResourceTypes.DEPLOYMENTS, web));

    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal).hasMessage("Operation cannot be fulfilled on deployments.apps \"web\": the object has been"
        + " modified; please apply your changes to the latest version and try again");
  }

  @Test
  void a_patch_can_carry_the_version_it_is_meant_for() {
    assertThat(refusal(() -> patch("{'metadata': {'resourceVersion': '1', 'labels': {'a': 'b'}}}")).code())
        .isEqualTo(409);
  }

  @Test
  void a_patch_of_another_uid_is_invalid() {
    ApiException refusal = refusal(() -> patch("{'metadata': {'uid': 'other'}}"));

    assertThat(refusal.code()).isEqualTo(422);
    assertThat(refusal).hasMessage(
        "Deployment.apps \"web\" is invalid: metadata.uid: Invalid value: \"other\": field is immutable");
  }

  @Test
  void an_update_of_another_uid_is_a_conflict() {
    ObjectNode other = web.deepCopy();
    ((ObjectNode) other.get("metadata")).put("uid", "other");

    assertThat(refusal(() -> cluster.client.update(ResourceTypes.DEPLOYMENTS, other))).hasMessageContaining(
        "Precondition failed: UID in precondition: other, UID in object meta: " + Metadata.uid(web));
  }

  @Test
  void a_lease_is_created_by_its_first_update_and_then_needs_a_version() throws ApiException {
    ObjectNode lease = json("{'metadata': {'name': 'l', 'namespace': 'default'}, 'spec': {'holderIdentity': 'a'}}");
    cluster.client.update(ResourceTypes.LEASES, lease);

    ApiException refusal = refusal(() -> cluster.client.update(ResourceTypes.LEASES, lease));

    assertThat(refusal).hasMessage("leases.coordination.k8s.io \"l\" is invalid: metadata.resourceVersion: Invalid"
        + " value: 0: must be specified for an update");
  }

  @Test
  void a_changed_spec_is_a_new_generation() throws ApiException {
    assertThat(Generation.of(patch("{'spec': {'replicas': 2}}"))).isEqualTo(2);
  }

  @Test
  void labels_are_no_new_generation() throws ApiException {
    assertThat(Generation.of(patch("{'metadata': {'labels': {'a': 'b'}}}"))).isOne();
  }

  @Test
  void annotations_of_a_deployment_are_a_new_generation() throws ApiException {
    assertThat(Generation.of(patch("{'metadata': {'annotations': {'a': 'b'}}}"))).isEqualTo(2);
  }

  @Test
  void what_changes_nothing_is_not_stored() throws ApiException {
    long revision = cluster.store.revision();

    ObjectNode answer = patch("{'spec': {'replicas': 1}}");

    assertThat(answer).isSameAs(web);
    assertThat(cluster.store.revision()).isEqualTo(revision);
  }

  @Test
  void the_status_changes_only_by_its_subresource() throws ApiException {
    patch("{'status': {'replicas': 5}}");
    assertThat(cluster.get(ResourceTypes.DEPLOYMENTS, "web").path("status")).isEqualTo(json("{}"));

    ObjectNode answer = cluster.client.patch(ResourceTypes.DEPLOYMENTS, named("web"), "status",
        json("{'spec': {'replicas': 7}, 'status': {'replicas': 5, 'readyReplicas': 0}}"));

    assertThat(answer.path("status")).isEqualTo(json("{'replicas': 5}"));
    assertThat(answer.path("spec").path("replicas").asInt()).isOne();
    assertThat(Generation.of(answer)).isOne();
  }

  @Test
  void a_selector_never_changes() {
    ApiException refusal = refusal(() -> patch("{'spec': {'selector': {'matchLabels': {'a': 'b'}}}}"));

    assertThat(refusal.code()).isEqualTo(422);
    assertThat(refusal).hasMessage("Deployment.apps \"web\" is invalid: [spec.template.metadata.labels: Invalid value:"
        + " {\"app\":\"web\"}: `selector` does not match template `labels`, spec.selector: Invalid value:"
        + " {\"matchLabels\":{\"app\":\"web\",\"a\":\"b\"}}: field is immutable]");
  }

  @Test
  void a_dry_run_answers_as_if_and_stores_nothing() throws ApiException {
    ObjectNode answer = cluster.server.patch(ResourceTypes.DEPLOYMENTS, named("web"), "",
        new MergePatch(json("{'spec': {'replicas': 3}}")), Persistence.DRY_RUN);

    assertThat(answer.path("spec").path("replicas").asInt()).isEqualTo(3);
    assertThat(Generation.of(answer)).isEqualTo(2);
    assertThat(Metadata.resourceVersion(answer)).isEqualTo(Metadata.resourceVersion(web));
    assertThat(cluster.get(ResourceTypes.DEPLOYMENTS, "web")).isSameAs(web);
  }

  @Test
  void a_new_template_of_a_daemon_set_counts_twice() throws ApiException {
    ObjectNode given = Cluster.deployment("agent").put("kind", "DaemonSet");
    cluster.create(ResourceTypes.DAEMON_SETS, given);

    ObjectNode answer = cluster.client.patch(ResourceTypes.DAEMON_SETS, named("agent"), "",
        json("{'spec': {'template': {'metadata': {'annotations': {'a': 'b'}}}}}"));

    assertThat(Generation.of(answer)).isEqualTo(2);
    assertThat(answer.path("metadata").path("annotations").path(Generation.OF_TEMPLATE).asString()).isEqualTo("2");
  }

  @Test
  void the_image_of_a_pod_may_change_but_not_its_node() throws ApiException {
    cluster.runningPod("a");

    ObjectNode answer = cluster.client.patch(ResourceTypes.PODS, named("a"), "",
        json("{'spec': {'containers': [{'name': 'c', 'image': 'x:2'}]}}"));
    ApiException refusal = refusal(() -> cluster.client.patch(ResourceTypes.PODS, named("a"), "",
        json("{'spec': {'nodeName': 'other'}}")));

    assertThat(answer.path("spec").path("containers").get(0).path("image").asString()).isEqualTo("x:2");
    assertThat(refusal.code()).isEqualTo(422);
    assertThat(refusal.getMessage()).contains("pod updates may not change fields other than");
  }

  @Test
  void equal_states_of_different_pods_are_one() throws ApiException {
    ObjectNode first = cluster.runningPod("a");
    ObjectNode second = cluster.runningPod("b");

    assertThat(first.path("status").path("conditions")).isSameAs(second.path("status").path("conditions"));
  }
}

package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CreationTest {

  private final Cluster cluster = new Cluster();

  @Test
  void gives_an_object_its_identity() throws ApiException {
    ObjectNode created = cluster.create(ResourceTypes.DEPLOYMENTS, Cluster.deployment("web"));

    assertThat(created.path("metadata").path("uid").asString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(created.path("metadata").path("creationTimestamp").asString()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(created.path("metadata").path("generation").asInt()).isOne();
    assertThat(created.path("metadata").path("resourceVersion").asString()).isEqualTo("5");
    assertThat(created.path("status")).isEqualTo(json("{}"));
  }

  @Test
  void completes_what_is_not_said() throws ApiException {
    ObjectNode spec = (ObjectNode) cluster.create(ResourceTypes.DEPLOYMENTS, Cluster.deployment("web")).get("spec");

    assertThat(spec).isEqualTo(json("""
        {'selector': {'matchLabels': {'app': 'web'}}, 'replicas': 1, 'revisionHistoryLimit': 10,
         'progressDeadlineSeconds': 600,
         'strategy': {'type': 'RollingUpdate', 'rollingUpdate': {'maxUnavailable': '25%', 'maxSurge': '25%'}},
         'template': {'metadata': {'labels': {'app': 'web'}}, 'spec': {
           'containers': [{'name': 'c', 'image': 'x:1', 'imagePullPolicy': 'IfNotPresent', 'resources': {},
              'terminationMessagePath': '/dev/termination-log', 'terminationMessagePolicy': 'File'}],
           'restartPolicy': 'Always', 'terminationGracePeriodSeconds': 30, 'dnsPolicy': 'ClusterFirst',
           'securityContext': {}, 'schedulerName': 'default-scheduler'}}}
        """));
  }

  @Test
  void a_limit_of_a_pod_is_a_request_too_and_amounts_are_canonical() throws ApiException {
    ObjectNode pod = Cluster.pod("a");
    ((ObjectNode) pod.path("spec").path("containers").get(0)).set("resources",
        json("{'limits': {'cpu': '2000m', 'memory': '1024Mi'}}"));

    ObjectNode created = cluster.create(ResourceTypes.PODS, pod);

    assertThat(created.path("spec").path("containers").get(0).path("resources")).isEqualTo(
        json("{'limits': {'cpu': '2', 'memory': '1Gi'}, 'requests': {'cpu': '2', 'memory': '1Gi'}}"));
    assertThat(created.path("status")).isEqualTo(json("{'phase': 'Pending', 'qosClass': 'Guaranteed'}"));
  }

  @Test
  void makes_up_a_name() throws ApiException {
    ObjectNode pod = Cluster.pod("");
    ((ObjectNode) pod.get("metadata")).put("generateName", "web-");

    assertThat(Metadata.name(cluster.create(ResourceTypes.PODS, pod))).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
  }

  @Test
  void the_seed_decides_what_is_made_up() {
    assertThat(new Identities(1).uid()).isEqualTo(new Identities(1).uid()).isNotEqualTo(new Identities(2).uid());
  }

  @Test
  void refuses_a_name_that_is_taken() throws ApiException {
    cluster.create(ResourceTypes.DEPLOYMENTS, Cluster.deployment("web"));

    ApiException refusal = refusal(() -> cluster.create(ResourceTypes.DEPLOYMENTS, Cluster.deployment("web")));

    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal.reason()).isEqualTo("AlreadyExists");
    assertThat(refusal).hasMessage("deployments.apps \"web\" already exists");
    assertThat(refusal.details()).isEqualTo(json("{'name': 'web', 'group': 'apps', 'kind': 'deployments'}"));
  }

  @Test
  void refuses_a_namespace_that_does_not_exist() {
    ApiException refusal =
        refusal(() -> cluster.client.create(ResourceTypes.PODS, "nowhere", Cluster.pod("a")));

    assertThat(refusal.code()).isEqualTo(404);
    assertThat(refusal).hasMessage("namespaces \"nowhere\" not found");
  }

  @Test
  void refuses_a_namespace_that_is_being_deleted() throws ApiException {
    cluster.client.create(ResourceTypes.NAMESPACES, "", json("{'metadata': {'name': 'shop'}}"));
    cluster.client.delete(ResourceTypes.NAMESPACES, new dev.driftless.sim.store.ObjectName("", "shop"));

    ApiException refusal = refusal(() -> cluster.client.create(ResourceTypes.PODS, "shop", Cluster.pod("a")));

    assertThat(refusal.code()).isEqualTo(403);
    assertThat(refusal).hasMessage("pods \"a\" is forbidden: unable to create new content in namespace shop because it"
        + " is being terminated");
  }

  @Test
  void a_dry_run_stores_nothing_and_asks_the_webhooks() throws ApiException {
    cluster.server.addAdmission((namespace, pod) -> {
      ObjectNode changed = pod.deepCopy();
      ((ObjectNode) changed.get("metadata")).putObject("annotations").put("injected-in", namespace);
      return changed;
    });
    long revision = cluster.store.revision();

    ObjectNode answer =
        cluster.server.create(ResourceTypes.PODS, "default", Cluster.pod("a"), Persistence.DRY_RUN);

    assertThat(answer.path("metadata").path("annotations").path("injected-in").asString()).isEqualTo("default");
    assertThat(answer.path("metadata").has("resourceVersion")).isFalse();
    assertThat(cluster.store.revision()).isEqualTo(revision);
    assertThat(cluster.store.list(ResourceTypes.PODS, "")).isEmpty();
  }

  @Test
  void pods_of_one_template_share_their_containers() throws ApiException {
    ObjectNode first = cluster.create(ResourceTypes.PODS, Cluster.pod("a"));
    ObjectNode second = cluster.create(ResourceTypes.PODS, Cluster.pod("b"));

    assertThat(first.path("spec").path("containers")).isSameAs(second.path("spec").path("containers"));
    assertThat(first.path("metadata").path("labels")).isSameAs(second.path("metadata").path("labels"));
  }
}

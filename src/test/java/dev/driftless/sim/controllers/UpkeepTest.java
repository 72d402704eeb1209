package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.CONFIG_MAPS;
import static dev.driftless.sim.store.ResourceTypes.DEPLOYMENTS;
import static dev.driftless.sim.store.ResourceTypes.ENDPOINT_SLICES;
import static dev.driftless.sim.store.ResourceTypes.EVENTS;
import static dev.driftless.sim.store.ResourceTypes.NAMESPACES;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static dev.driftless.sim.store.ResourceTypes.REPLICA_SETS;
import static dev.driftless.sim.store.ResourceTypes.SERVICES;
import static dev.driftless.sim.store.ResourceTypes.SERVICE_ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.node.Behaviour;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.List;

class UpkeepTest {

  private final SimCluster cluster = new SimCluster();

  private List<Boolean> endpoints(String condition) {
    JsonNode endpoints = cluster.list(ENDPOINT_SLICES).getFirst().path("endpoints");
    return endpoints.valueStream().map(endpoint -> Read.flag(endpoint, "conditions", condition)).toList();
  }

  private void served() {
    cluster.create(SERVICES, """
        {metadata: {name: web}, spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}}
        """);
    cluster.create(DEPLOYMENTS, SimCluster.workload("web", 2));
    cluster.run(30);
  }

  @Test
  void a_service_has_a_slice_with_its_ready_pods() {
    served();

    assertThat(cluster.list(ENDPOINT_SLICES)).hasSize(1);
    assertThat(endpoints("ready")).containsExactly(true, true);
    JsonNode slice = cluster.list(ENDPOINT_SLICES).getFirst();
    assertThat(Read.text(Read.labels(slice), "kubernetes.io/service-name")).isEqualTo("web");
    assertThat(slice.path("ports").path(0).path("port").intValue()).isEqualTo(8080);
    assertThat(slice.path("endpoints").valueStream().map(each -> each.path("addresses").get(0).stringValue()))
        .containsExactlyElementsOf(
            cluster.pods().stream().map(pod -> Read.text(pod, "status", "podIP")).toList());
  }

  @Test
  void a_pod_that_is_not_ready_or_on_its_way_out_is_told_as_such() {
    served();
    cluster.misfortunes.breakPods("stubborn", pod -> true, Behaviour.STUBBORN);
    String leaving = cluster.podNames().getFirst();

    cluster.delete(PODS, leaving);
    cluster.run(10);

    JsonNode endpoint = cluster.list(ENDPOINT_SLICES).getFirst().path("endpoints").valueStream()
        .filter(each -> Read.text(each, "targetRef", "name").equals(leaving)).findFirst().orElseThrow();
    assertThat(endpoint.path("conditions"))
        .isEqualTo(SimCluster.json("{ready: false, serving: true, terminating: true}"));
  }

  @Test
  void a_hundred_and_one_endpoints_need_two_slices() {
    cluster.create(SERVICES, "{metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}");
    cluster.create(DEPLOYMENTS, SimCluster.workload("web", 101));
    cluster.run(60);
    assertThat(cluster.list(ENDPOINT_SLICES).stream().map(slice -> slice.path("endpoints").size()))
        .containsExactlyInAnyOrder(100, 1);

    cluster.patch(DEPLOYMENTS, "web", "{spec: {replicas: 100}}");
    cluster.run(60);

    assertThat(cluster.list(ENDPOINT_SLICES).stream().map(slice -> slice.path("endpoints").size()))
        .containsExactly(100);
  }

  @Test
  void each_namespace_has_its_service_account() {
    cluster.run(1);

    assertThat(cluster.store.list(SERVICE_ACCOUNTS, "").stream().map(account -> Read.name(account).toString()))
        .contains("shop/default", "default/default", "kube-system/default");
  }

  @Test
  void a_namespace_ends_when_all_in_it_has_ended() {
    served();
    cluster.create(CONFIG_MAPS, "{metadata: {name: settings}, data: {a: b}}");
    cluster.misfortunes.breakPods("stubborn", pod -> true, Behaviour.STUBBORN);

    cluster.delete(NAMESPACES, "shop");
    cluster.run(20);
    assertThat(Read.text(cluster.status(NAMESPACES, "shop"), "phase")).isEqualTo("Terminating");
    assertThat(cluster.list(CONFIG_MAPS)).isEmpty();
    assertThat(cluster.pods()).hasSize(2);
    cluster.run(20);

    assertThat(cluster.exists(NAMESPACES, "shop")).isFalse();
    assertThat(ResourceTypes.ALL.stream().filter(ResourceType::namespaced)
        .flatMap(type -> cluster.list(type).stream())).isEmpty();
  }

  @Test
  void with_a_deployment_go_its_replica_sets_and_their_pods() {
    served();

    cluster.delete(DEPLOYMENTS, "web");
    cluster.run(30);

    assertThat(cluster.list(REPLICA_SETS)).isEmpty();
    assertThat(cluster.pods()).isEmpty();
    assertThat(endpoints("ready")).isEmpty();
  }

  @Test
  void events_end_after_an_hour() {
    served();
    assertThat(cluster.list(EVENTS)).isNotEmpty();

    cluster.run(3600);

    assertThat(cluster.list(EVENTS)).isEmpty();
  }
}

package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.named;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.OptionalLong;

class DeletionTest {

  private final Cluster cluster = new Cluster();

  @Test
  void a_running_pod_gets_its_grace() throws ApiException {
    cluster.runningPod("a");

    cluster.client.delete(ResourceTypes.PODS, named("a"));

    ObjectNode metadata = (ObjectNode) cluster.get(ResourceTypes.PODS, "a").get("metadata");
    assertThat(metadata.path("deletionTimestamp").asString()).isEqualTo("2026-03-01T12:00:30Z");
    assertThat(metadata.path("deletionGracePeriodSeconds").asInt()).isEqualTo(30);
    assertThat(metadata.path("generation").asInt()).isEqualTo(2);
  }

  @Test
  void a_second_deletion_does_not_prolong_the_grace() throws ApiException {
    cluster.runningPod("a");
    cluster.client.delete(ResourceTypes.PODS, named("a"));
    long revision = cluster.store.revision();
    cluster.timeline.run(Duration.ofSeconds(5));

    cluster.client.delete(ResourceTypes.PODS, named("a"));

    assertThat(cluster.store.revision()).isEqualTo(revision);
  }

  @Test
  void the_kubelet_ends_it() throws ApiException {
    cluster.runningPod("a");
    cluster.client.delete(ResourceTypes.PODS, named("a"));

    cluster.client.deleteNow(ResourceTypes.PODS, named("a"));

    assertThat(cluster.store.list(ResourceTypes.PODS, "")).isEmpty();
  }

  @Test
  void a_pod_that_nobody_runs_goes_at_once() throws ApiException {
    cluster.create(ResourceTypes.PODS, Cluster.pod("a"));

    cluster.client.delete(ResourceTypes.PODS, named("a"));

    assertThat(cluster.store.list(ResourceTypes.PODS, "")).isEmpty();
  }

  @Test
  void finalizers_hold_an_object_until_the_last_is_gone() throws ApiException {
    ObjectNode given = json("{'metadata': {'name': 'c', 'finalizers': ['x/y']}}");
    cluster.create(ResourceTypes.CONFIG_MAPS, given);

    cluster.client.delete(ResourceTypes.CONFIG_MAPS, named("c"));
    assertThat(Metadata.deleting(cluster.get(ResourceTypes.CONFIG_MAPS, "c"))).isTrue();

    cluster.client.patch(ResourceTypes.CONFIG_MAPS, named("c"), "", json("{'metadata': {'finalizers': []}}"));
    assertThat(cluster.store.list(ResourceTypes.CONFIG_MAPS, "")).isEmpty();
  }

  @Test
  void a_uid_can_be_a_condition() throws ApiException {
    String uid = Metadata.uid(cluster.runningPod("a"));

    ApiException refusal = refusal(() -> cluster.server.delete(ResourceTypes.PODS, named("a"),
        new DeleteOptions(OptionalLong.empty(), Propagation.DEFAULT, "x", "", Persistence.STORED)));

    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal).hasMessage("Operation cannot be fulfilled on Pod \"a\": the UID in the precondition (x) does"
        + " not match the UID in record (" + uid + "). The object might have been deleted and then recreated");
  }

  @Test
  void a_namespace_waits_for_its_content() throws ApiException {
    ObjectName shop = new ObjectName("", "shop");
    cluster.client.create(ResourceTypes.NAMESPACES, "", json("{'metadata': {'name': 'shop'}}"));

    cluster.client.delete(ResourceTypes.NAMESPACES, shop);
    assertThat(cluster.server.get(ResourceTypes.NAMESPACES, shop).path("status").path("phase").asString())
        .isEqualTo("Terminating");

    cluster.client.patch(ResourceTypes.NAMESPACES, shop, "finalize", json("{'spec': {'finalizers': []}}"));
    assertThat(cluster.store.get(ResourceTypes.NAMESPACES, shop)).isEmpty();
  }

  @Test
  void a_dry_run_deletes_nothing() throws ApiException {
    cluster.runningPod("a");
    long revision = cluster.store.revision();

    cluster.server.delete(ResourceTypes.PODS, named("a"),
        new DeleteOptions(OptionalLong.of(0), Propagation.DEFAULT, "", "", Persistence.DRY_RUN));

    assertThat(cluster.store.revision()).isEqualTo(revision);
  }
}

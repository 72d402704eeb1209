package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

class GarbageCollectorTest {

  private final Cluster cluster = new Cluster();
  private ObjectNode owner;

  @BeforeEach
  void an_owner_and_its_pod() throws ApiException {
    GarbageCollector.start(cluster.server);
    owner = cluster.create(ResourceTypes.DEPLOYMENTS, Cluster.deployment("web"));
    cluster.create(ResourceTypes.PODS, owned("a", Metadata.uid(owner)));
    cluster.client.bind(named("a"), "node-1");
    settle();
  }

  private static ObjectNode owned(String name, String... uids) {
    ObjectNode pod = Cluster.pod(name);
    for (String uid : uids) {
      Absent.array((ObjectNode) pod.get("metadata"), "ownerReferences").add(json("""
          {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'name': 'web', 'uid': '%s', 'blockOwnerDeletion': true}
          """.formatted(uid)));
    }
    return pod;
  }

  private void settle() {
    cluster.timeline.run(Duration.ofSeconds(1));
  }

  private boolean exists(String pod) {
    return cluster.store.get(ResourceTypes.PODS, named(pod)).isPresent();
  }

  @Test
  void in_the_background_the_owner_goes_first() throws ApiException {
    cluster.client.delete(ResourceTypes.DEPLOYMENTS, named("web"));
    settle();

    assertThat(cluster.store.list(ResourceTypes.DEPLOYMENTS, "")).isEmpty();
    assertThat(Metadata.deleting(cluster.get(ResourceTypes.PODS, "a"))).isTrue();
  }

  @Test
  void in_the_foreground_the_owner_goes_last() throws ApiException {
    cluster.server.delete(ResourceTypes.DEPLOYMENTS, named("web"), Cluster.with(Propagation.FOREGROUND));
    settle();
    assertThat(Metadata.deleting(cluster.get(ResourceTypes.DEPLOYMENTS, "web"))).isTrue();
    assertThat(Metadata.deleting(cluster.get(ResourceTypes.PODS, "a"))).isTrue();

    cluster.client.deleteNow(ResourceTypes.PODS, named("a"));
    settle();
    assertThat(cluster.store.list(ResourceTypes.DEPLOYMENTS, "")).isEmpty();
  }

  @Test
  void orphans_stay_without_their_reference() throws ApiException {
    cluster.server.delete(ResourceTypes.DEPLOYMENTS, named("web"), Cluster.with(Propagation.ORPHAN));
    settle();

    assertThat(cluster.store.list(ResourceTypes.DEPLOYMENTS, "")).isEmpty();
    assertThat(cluster.get(ResourceTypes.PODS, "a").path("metadata").has("ownerReferences")).isFalse();
    assertThat(Metadata.deleting(cluster.get(ResourceTypes.PODS, "a"))).isFalse();
  }

  @Test
  void one_owner_of_two_is_enough_to_stay() throws ApiException {
    ObjectNode other = cluster.create(ResourceTypes.DEPLOYMENTS, Cluster.deployment("other"));
    cluster.create(ResourceTypes.PODS, owned("b", Metadata.uid(owner), Metadata.uid(other)));

    cluster.client.delete(ResourceTypes.DEPLOYMENTS, named("web"));
    settle();

    assertThat(Ownership.owners(cluster.get(ResourceTypes.PODS, "b"))).containsExactly(Metadata.uid(other));
  }

  @Test
  void who_never_had_its_owner_goes() throws ApiException {
    cluster.create(ResourceTypes.PODS, owned("stray", "no-such-uid"));
    settle();

    assertThat(exists("stray")).isFalse();
    assertThat(exists("a")).isTrue();
  }
}

package dev.driftless.sim.mesh;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Installs and upgrades control planes as Helm does: everything but istiod first, so that an istiod that is still old
 * injects by the new configuration already; and lets tags lead to revisions as {@code istioctl tag} does.
 *
 * @see <a href="https://istio.io/latest/docs/setup/upgrade/">Upgrade</a>
 */
public final class MeshInstaller {

  private final Store store;
  private final Client client;

  public MeshInstaller(Store store, Client client) {
    this.store = store;
    this.client = client;
  }

  /** Both halves; of a revision that is there already this is an upgrade. */
  public void install(MeshRelease release) throws ApiException {
    ObjectName namespace = new ObjectName("", Istiods.NAMESPACE);
    if (store.get(ResourceTypes.NAMESPACES, namespace).isEmpty()) {
      client.create(ResourceTypes.NAMESPACES, "", Tree.object("metadata", Tree.object("name", Istiods.NAMESPACE)));
    }
    configure(release);
    roll(release);
  }

  /** The first half: accounts, ConfigMaps, Service, webhooks. */
  public void configure(MeshRelease release) throws ApiException {
    apply(ResourceTypes.SERVICE_ACCOUNTS, ChartObjects.serviceAccount(release));
    apply(ResourceTypes.CONFIG_MAPS, ChartObjects.meshConfigMap(release));
    apply(ResourceTypes.CONFIG_MAPS, ChartObjects.injectorConfigMap(release));
    apply(ResourceTypes.SERVICES, ChartObjects.service(release));
    ResourceType webhooks = ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS;
    ObjectNode configuration = ChartWebhooks.of(release);
    if (store.get(webhooks, name(webhooks, configuration)).isEmpty()) {
      apply(webhooks, configuration);
    }
  }

  /** The second half: istiod's Deployment, which rolls. */
  public void roll(MeshRelease release) throws ApiException {
    apply(ResourceTypes.DEPLOYMENTS, ChartObjects.deployment(release));
  }

  /**
   * Lets the tag lead to that release from now on. If it is {@code default}, the webhooks of the installation without a
   * revision match nothing any more.
   */
  public void tag(String tag, MeshRelease release) throws ApiException {
    ResourceType type = ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS;
    apply(type, ChartWebhooks.tag(release, tag));
    ObjectName plain = new ObjectName("", "istio-sidecar-injector");
    if (tag.equals("default") && store.get(type, plain).isPresent()) {
      client.patch(type, plain, "", Tree.object("webhooks",
          ChartWebhooks.deactivated(store.get(type, plain).get().path("webhooks"))));
    }
  }

  /** Takes away everything but tags and the namespace. */
  public void uninstall(MeshRelease release) throws ApiException {
    String suffix = release.suffix();
    client.delete(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS,
        new ObjectName("", "istio-sidecar-injector" + suffix));
    client.delete(ResourceTypes.DEPLOYMENTS, inMesh("istiod" + suffix));
    client.delete(ResourceTypes.SERVICES, inMesh("istiod" + suffix));
    client.delete(ResourceTypes.SERVICE_ACCOUNTS, inMesh("istiod" + suffix));
    for (String configMap : List.of("istio-sidecar-injector", "istio")) {
      client.delete(ResourceTypes.CONFIG_MAPS, inMesh(configMap + suffix));
    }
  }

  private void apply(ResourceType type, ObjectNode object) throws ApiException {
    ObjectName name = name(type, object);
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    if (store.get(type, name).isPresent()) {
      client.patch(type, name, "", object);
    } else {
      client.create(type, name.namespace(), object);
    }
  }

  private static ObjectName name(ResourceType type, ObjectNode object) {
    String name = Tree.text(object, "metadata", "name");
    return type.namespaced() ? inMesh(name) : new ObjectName("", name);
  }

  private static ObjectName inMesh(String name) {
    return new ObjectName(Istiods.NAMESPACE, name);
  }
}

package dev.driftless.sim.mesh;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/**
 * The injecting half of the control plane of one revision. What it knows is in memory: a configuration that cannot be
 * read changes nothing.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/kube/inject/watcher.go">pkg/kube/inject/watcher.go</a>
 */
public final class Istiod {

  private final Store store;
  private final String namespace;
  private final String revision;
  private Injector injector;
  private String problem = "";

  Istiod(Store store, String namespace, String revision) {
    this.store = store;
    this.namespace = namespace;
    this.revision = revision;
  }

  /** {@code default} for the control plane without one. */
  public String revision() {
    return revision;
  }

  /** Why the ConfigMap as it is now is not what it injects by; empty if it is. */
  public String problem() {
    return problem;
  }

  /** What the names of objects of a revision end with. */
  static String suffix(String revision) {
    return revision.isEmpty() || revision.equals("default") ? "" : "-" + revision;
  }

  ObjectName injectorConfigMap() {
    return new ObjectName(namespace, "istio-sidecar-injector" + suffix(revision));
  }

  ObjectName meshConfigMap() {
    return new ObjectName(namespace, "istio" + suffix(revision));
  }

  /** Reads its ConfigMaps, and forgets nothing if that fails. */
  void reload() {
    Optional<ObjectNode> configMap = store.get(ResourceTypes.CONFIG_MAPS, injectorConfigMap());
    if (configMap.isEmpty()) {
      problem = "configmaps \"" + injectorConfigMap().name() + "\" not found";
      return;
    }
    try {
      InjectorConfiguration read = InjectorConfiguration.parse(configMap.get(),
          store.get(ResourceTypes.CONFIG_MAPS, meshConfigMap()).orElseGet(Tree::object));
      if (injector == null || !injector.configuration().equals(read)) {
        injector = new Injector(read, revision);
      }
      problem = "";
    } catch (IllegalArgumentException e) {
      problem = "failed to read injection config from ConfigMap: " + e.getMessage();
    }
  }

  /** Whether it has ever read a configuration; otherwise it does not answer. */
  boolean isConfigured() {
    return injector != null;
  }

  /** The cluster that its configuration says pods are in. */
  String cluster() {
    return injector.configuration().cluster();
  }

  /** @throws IllegalArgumentException if it does not allow the pod */
  ObjectNode inject(String podNamespace, ObjectNode pod, boolean nativeByDefault) {
    return injector.inject(podNamespace, pod, nativeByDefault);
  }
}

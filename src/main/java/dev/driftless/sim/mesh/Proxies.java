package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** The proxy's container in a pod that templates were laid over. */
final class Proxies {

  private Proxies() {}

  /** Unchanged if there is no proxy. */
  static InjectedPod withVariable(InjectedPod pod, String name, String value) {
    return changed(pod, proxy -> {
      List<JsonNode> environment = new ArrayList<>(proxy.path("env").valueStream().toList());
      environment.add(ProxyEnvironment.variable(name, value));
      return Tree.with(proxy, "env", environment);
    });
  }

  /** What it takes to redirect by TPROXY, whatever the pod says of its own proxy. */
  static InjectedPod asRoot(InjectedPod pod) {
    return changed(pod, proxy ->
        Tree.with(proxy, "securityContext", Tree.with(proxy.path("securityContext"), "runAsUser", 0)));
  }

  private static InjectedPod changed(InjectedPod pod, UnaryOperator<ObjectNode> change) {
    ObjectNode spec = Tree.copy(pod.spec());
    for (String list : OwnContainers.LISTS) {
      if (spec.has(list)) {
        spec.set(list, Tree.array(pod.containers(list).stream()
            .map(container -> isProxy(container) ? change.apply(container) : container).toList()));
      }
    }
    return pod.withSpec(spec);
  }

  /**
   * In the order in which they have to start: a native proxy before all init containers but the redirection; otherwise
   * the proxy after the applications, or before them if they are to wait for it.
   */
  static InjectedPod ordered(InjectedPod pod, boolean holds) {
    List<ObjectNode> initContainers = new ArrayList<>(pod.containers("initContainers"));
    boolean nativeSidecar = initContainers.stream().anyMatch(Proxies::isProxy);
    initContainers.sort(Comparator.comparingInt(container -> switch (Tree.text(container, "name")) {
      case "istio-init" -> nativeSidecar ? -3 : 1;
      case "istio-validation" -> -2;
      case InjectedPod.PROXY -> -1;
      default -> 0;
    }));
    List<ObjectNode> containers = new ArrayList<>(pod.containers("containers"));
    containers.sort(Comparator.comparingInt(container -> isProxy(container) ? (holds ? -1 : 1) : 0));
    ObjectNode spec = Tree.with(pod.spec(), "containers", containers);
    if (!initContainers.isEmpty()) {
      spec.set("initContainers", Tree.array(initContainers));
    }
    return pod.withSpec(spec);
  }

  private static boolean isProxy(ObjectNode container) {
    return Tree.text(container, "name").equals(InjectedPod.PROXY);
  }
}

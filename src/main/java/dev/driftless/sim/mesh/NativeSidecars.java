package dev.driftless.sim.mesh;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import tools.jackson.databind.JsonNode;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether proxies are native sidecars where the pod does not say. With {@code auto} they are if every kubelet is 1.33
 * or later, so one old node makes all new proxies classic; a pod that is bound already asks for its own node only.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/kube/inject/webhook.go">DetectNativeSidecar in
 *      pkg/kube/inject/webhook.go</a>
 */
final class NativeSidecars {

  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+).*");
  private static final int FIRST_MINOR = 33;

  private final Store store;
  private Boolean everyNode;

  NativeSidecars(Store store) {
    this.store = store;
    store.subscribe(event -> {
      if (event.resource().equals(ResourceTypes.NODES)) {
        everyNode = null;
      }
    });
  }

  /**
   * @param mode       of {@code ENABLE_NATIVE_SIDECARS}
   * @param knowsNodes whether the istiod watches the cluster that its configuration calls the pod's; if it does not, it
   *                   knows no nodes, and {@code auto} means classic (tried on a real one)
   * @param node       empty if the pod is not bound
   */
  boolean byDefault(String mode, boolean knowsNodes, String node) {
    if (!mode.equals("auto")) {
      return mode.equals("true");
    }
    if (!knowsNodes) {
      return false;
    }
    if (!node.isEmpty()) {
      return all(Optional.of(new ObjectName("", node)).flatMap(name -> store.get(ResourceTypes.NODES, name))
          .map(List::of).orElse(List.of()));
    }
    if (everyNode == null) {
      everyNode = all(store.list(ResourceTypes.NODES, ""));
    }
    return everyNode;
  }

  private static boolean all(Collection<? extends JsonNode> nodes) {
    return !nodes.isEmpty() && nodes.stream().allMatch(NativeSidecars::isRecent);
  }

  private static boolean isRecent(JsonNode node) {
    Matcher version = VERSION.matcher(Tree.text(node, "status", "nodeInfo", "kubeletVersion"));
    return version.matches() && (Integer.parseInt(version.group(1)) > 1
        || Integer.parseInt(version.group(2)) >= FIRST_MINOR);
  }
}

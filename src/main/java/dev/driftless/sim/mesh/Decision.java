package dev.driftless.sim.mesh;

import java.util.Set;

/**
 * Whether an istiod injects into a pod that it is asked about, and what decided that. As {@code injectRequired} of
 * Istio 1.27 and later, in its order.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/kube/inject/inject.go">pkg/kube/inject/inject.go</a>
 */
enum Decision {
  INJECT,
  HOST_NETWORK,
  SYSTEM_NAMESPACE,
  POD_REFUSES,
  NEVER_SELECTED,
  POLICY;

  private static final String INJECT_KEY = "sidecar.istio.io/inject";
  private static final Set<String> SYSTEM_NAMESPACES =
      Set.of("kube-system", "kube-public", "kube-node-lease", "local-path-storage");

  static Decision of(InjectedPod pod, InjectorConfiguration configuration) {
    if (Tree.given(pod.spec(), "hostNetwork")) {
      return HOST_NETWORK;
    }
    if (SYSTEM_NAMESPACES.contains(pod.namespace())) {
      return SYSTEM_NAMESPACE;
    }
    boolean labelled = pod.labels().has(INJECT_KEY);
    Decision asked = switch (labelled ? Tree.text(pod.labels(), INJECT_KEY) : pod.annotation(INJECT_KEY)) {
      case "true" -> INJECT;
      case "false" -> POD_REFUSES;
      default -> bySelector(pod, configuration);
    };
    return switch (configuration.policy()) {
      case "enabled" -> asked == POLICY ? INJECT : asked;
      case "disabled" -> asked;
      default -> POLICY;
    };
  }

  /** {@link #POLICY} if no selector says anything. */
  private static Decision bySelector(InjectedPod pod, InjectorConfiguration configuration) {
    if (anyMatches("neverInjectSelector", pod, configuration)) {
      return NEVER_SELECTED;
    }
    return anyMatches("alwaysInjectSelector", pod, configuration) ? INJECT : POLICY;
  }

  private static boolean anyMatches(String selectors, InjectedPod pod, InjectorConfiguration configuration) {
    return configuration.selectors(selectors).stream().anyMatch(selector -> selector.matches(pod.labels()));
  }
}

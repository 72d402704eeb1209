package dev.driftless.core.injection;

/** Why a template gets no sidecar. */
public enum SkipReason {
  /** No selector of any Istio webhook matches: istiod never hears of the pod. */
  NO_WEBHOOK_MATCHES,
  /**
   * The namespace or the pod asks for a sidecar of a revision that no webhook serves, or every pod was to have one and
   * the webhook for it is gone: silently not injected.
   */
  DANGLING_REVISION,
  HOST_NETWORK,
  /** kube-system and the other namespaces that istiod ignores. */
  SYSTEM_NAMESPACE,
  /** Label or annotation {@code sidecar.istio.io/inject} says no. */
  OPTED_OUT,
  /** {@code neverInjectSelector} of the injector's configuration matches. */
  NEVER_INJECT_SELECTOR,
  /** The policy of the injector's configuration is not to inject without an explicit request, or not at all. */
  POLICY,
  /** What the configuration gives cannot be told, and the API server showed a pod without a sidecar. */
  SHOWN
}

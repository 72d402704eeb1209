package dev.driftless.core.model;

/** Why nothing can be said of a workload. What is unknown is never touched. */
public enum UnknownReason {
  /** Two webhook configurations inject the same pod: both run, the last wins. Fix the webhooks. */
  WEBHOOK_CONFLICT,
  /** A webhook injects from a revision whose injector ConfigMap does not exist. */
  INJECTOR_MISSING,
  /** The injector's or the mesh's configuration does not parse; istiod goes on with what it had in memory. */
  INJECTOR_UNREADABLE,
  /** The injector's configuration lacks a value that the answer depends on. */
  INJECTOR_INCOMPLETE,
  /** No control plane (istiod Deployment) of the revision exists. */
  CONTROL_PLANE_MISSING,
  /** The webhook calls a URL: its control plane runs elsewhere, and only a proof tells what it would inject. */
  CONTROL_PLANE_EXTERNAL,
  /** The Istio version of the control plane cannot be told, and the answer depends on it. */
  CONTROL_PLANE_VERSION_UNKNOWN,
  /** An annotation of the workload or of its template cannot be read. */
  ANNOTATION_UNREADABLE,
  /** The rules of that release of Istio are not known here: only a proof tells what it would inject. */
  ISTIO_RULES_UNKNOWN,
  /** Something that the answer depends on cannot be seen, or its effect is not derived here; see the detail. */
  NOT_DERIVABLE,
  /** What the proxy of a pod was told cannot be read off the pod. */
  PROXY_UNREADABLE,
  /** A dry run has shown that a new pod would be as different from the configuration as the old ones. */
  WOULD_NOT_CONVERGE,
  /** The API server would refuse a new pod: quota, a policy, a webhook that denies it. A restart would break it. */
  PROOF_REFUSED,
  /** The template asks for injection templates whose result cannot be derived. */
  CUSTOM_TEMPLATE,
  /**
   * The pod's image differs from the computed one only in registry, digest or variant: likely rewritten by a webhook.
   */
  IMAGE_REWRITTEN,
  /** The images differ, but neither tells an Istio version. */
  IMAGE_NOT_COMPARABLE,
  /** The namespace was not observed yet. */
  NAMESPACE_NOT_OBSERVED,
  /** The owner of the pods was not observed yet. */
  OWNER_NOT_OBSERVED
}

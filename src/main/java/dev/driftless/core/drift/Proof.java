package dev.driftless.core.drift;

import dev.driftless.core.model.Proxy;

/** What the API server has said a new pod of a template would be. */
public sealed interface Proof {

  /** It would have that proxy. */
  record Injected(Proxy proxy) implements Proof {}

  /** It would have none of Istio's proxies. */
  record Bare() implements Proof {}

  /** There would be no such pod. @param detail why, in the words of the API server */
  record Refused(String detail) implements Proof {}
}

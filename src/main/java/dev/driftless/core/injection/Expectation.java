package dev.driftless.core.injection;

import dev.driftless.core.model.UnknownReason;

/** What a new pod of a template would get from the injector now. */
public sealed interface Expectation {

  /**
   * A proxy.
   *
   * @param revision of the control plane that injects, never a tag
   * @param image    of the container {@code istio-proxy}
   * @param gateway  whether the template is a gateway's ({@code inject.istio.io/templates: gateway})
   * @param webhook  what injects, as {@code configuration/webhook}
   */
  record Injected(String revision, String image, boolean gateway, String webhook) implements Expectation {}

  /** Nothing. */
  record NotInjected(SkipReason reason, String detail) implements Expectation {}

  /** It cannot be said. */
  record Undecidable(UnknownReason reason, String detail) implements Expectation {}
}

package dev.driftless.core.injection;

import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;

/** What a new pod of a template would get from the injector now. */
public sealed interface Expectation {

  /** Of the control plane that decides; empty if none is asked, or if even that is open. */
  String revision();

  /** How an expectation came about. The label is what {@code plan} prints. */
  enum Source {
    /** From the configuration, by Istio's rules. */
    COMPUTED("computed"),
    /** The API server said so in a dry run. */
    PROVED("proved");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * A proxy.
   *
   * @param revision of the control plane that injects, never a tag
   * @param image    of the container {@code istio-proxy}
   * @param gateway  whether the template is a gateway's ({@code inject.istio.io/templates: gateway})
   * @param webhook  what injects, as {@code configuration/webhook}
   */
  record Injected(String revision, String image, boolean gateway, String webhook, Features features, Source source)
      implements Expectation {

    /** One that only the API server could tell. */
    public static Injected shown(Proxy proxy, String webhook, boolean gateway) {
      return new Injected(proxy.revision(), proxy.image(), gateway, webhook, Features.of(proxy), Source.PROVED);
    }

    /** The same as the API server says it. */
    public Injected proved(Proxy proxy) {
      return new Injected(proxy.revision(), proxy.image(), gateway, webhook, Features.of(proxy), Source.PROVED);
    }
  }

  /**
   * Nothing.
   *
   * @param revision of the control plane that decided so; empty if none is asked
   */
  record NotInjected(SkipReason reason, String detail, String revision) implements Expectation {

    public NotInjected(SkipReason reason, String detail) {
      this(reason, detail, "");
    }
  }

  /**
   * It cannot be said.
   *
   * @param webhook  that would be called, as {@code configuration/webhook}; empty if even that is open
   * @param revision of the control plane that would inject; empty if even that is open
   * @param gateway  whether the template may be a gateway's
   */
  record Undecidable(UnknownReason reason, String detail, String webhook, String revision, boolean gateway)
      implements Expectation {

    public Undecidable(UnknownReason reason, String detail) {
      this(reason, detail, "", "", false);
    }
  }
}

package dev.driftless.core.injection;

import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.UnknownReason;

import java.util.Map;

/**
 * What a new proxy would be beside its image. Each part is derived by itself.
 *
 * @param settings as in {@link Proxy#settings()}
 */
public record Features(Derived<ContainerKind> container, Derived<InitKind> init, Derived<Resources> resources,
    Derived<Scraping> scraping, Derived<Map<String, String>> settings) {

  /** Those of a proxy that was seen. */
  static Features of(Proxy proxy) {
    return new Features(new Derived.Known<>(proxy.container()), new Derived.Known<>(proxy.init()),
        new Derived.Known<>(proxy.resources()), new Derived.Known<>(proxy.scraping()),
        proxy.settings().<Derived<Map<String, String>>>map(Derived.Known::new).orElseGet(
            () -> new Derived.Unclear<>(UnknownReason.PROXY_UNREADABLE, "the new pod's PROXY_CONFIG cannot be read")));
  }
}

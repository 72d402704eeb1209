package dev.driftless.core.injection;

import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.Scraping;

import java.util.Map;
import java.util.Optional;

/** Proxies for tests: as an injector with nothing but an image configured makes them today. */
public final class Proxies {

  private Proxies() {}

  public static Proxy plain(String image, String revision) {
    return new Proxy(ContainerKind.NATIVE, image, revision, InitKind.ISTIO_INIT, Resources.NONE,
        new Scraping("true", "15020", "/stats/prometheus"), Optional.of(Map.of()));
  }

  /** The expectation of such a proxy. */
  public static Expectation.Injected expected(String image, boolean gateway, String webhook) {
    return new Expectation.Injected("default", image, gateway, webhook, Features.of(plain(image, "default")),
        Expectation.Source.COMPUTED);
  }
}

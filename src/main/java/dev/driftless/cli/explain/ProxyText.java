package dev.driftless.cli.explain;

import dev.driftless.core.injection.Derived;
import dev.driftless.core.injection.Features;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;

import java.util.Map;
import java.util.function.Function;

/** What a proxy is beside its image, one line for each part that is compared. */
final class ProxyText {

  private ProxyText() {}

  static void write(Proxy proxy, Page page) {
    write(new Features(new Derived.Known<>(proxy.container()), new Derived.Known<>(proxy.init()),
        new Derived.Known<>(proxy.resources()), new Derived.Known<>(proxy.scraping()),
        proxy.settings().<Derived<Map<String, String>>>map(Derived.Known::new).orElseGet(() -> new Derived.Unclear<>(
            UnknownReason.PROXY_UNREADABLE, "variable PROXY_CONFIG of the pod is missing or cannot be read"))),
        page);
  }

  static void write(Features features, Page page) {
    part("container", features.container(), kind -> kind.label(), page);
    part("init container", features.init(), kind -> kind.label(), page);
    part("resources", features.resources(), Object::toString, page);
    part("Prometheus", features.scraping(), Object::toString, page);
    part("settings beside Istio's defaults", features.settings(), Words::pairs, page);
  }

  private static <T> void part(String name, Derived<T> part, Function<T, String> print, Page page) {
    page.detail(name + ": " + switch (part) {
      case Derived.Known<T>(T value) -> print.apply(value);
      case Derived.Unclear<T> unclear -> "cannot be told: " + unclear.reason() + ": " + unclear.detail();
    });
  }
}

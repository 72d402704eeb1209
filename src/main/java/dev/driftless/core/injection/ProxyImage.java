package dev.driftless.core.injection;

import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The image that istiod writes into the container {@code istio-proxy} (istio/istio, {@code injection-template.yaml} of
 * the chart istio-discovery, and {@code ProxyImage} in {@code pkg/kube/inject/inject.go}).
 */
final class ProxyImage {

  private ProxyImage() {}

  static Derived<String> of(TemplateFacts template, Derived<EffectiveConfig> config, Injector injector) {
    Optional<String> own = template.ownProxy().map(OwnProxy::image)
        .filter(image -> !image.isEmpty() && !image.equals("auto"));
    if (own.isPresent()) {
      return new Derived.Known<>(own.get());
    }
    String configured = value(injector, "proxy", "image").orElse("proxyv2");
    String reference = template.annotations().getOrDefault(IstioKeys.PROXY_IMAGE, configured);
    if (reference.contains("/")) {
      return new Derived.Known<>(reference);
    }
    if (configured.contains("/")) {
      return new Derived.Unclear<>(UnknownReason.ANNOTATION_UNREADABLE, "annotation " + IstioKeys.PROXY_IMAGE + "='"
          + reference + "' of the template: without a slash istiod adds hub and tag to '" + configured
          + "', which is no valid image; allowed: a full image reference");
    }
    return switch (ImageType.of(template, config, injector)) {
      case Derived.Known<String>(String type) -> assembled(configured, type, injector);
      case Derived.Unclear<String> unclear -> unclear;
    };
  }

  private static Derived<String> assembled(String name, String type, Injector injector) {
    Optional<String> hub = value(injector, "hub");
    Optional<String> tag = value(injector, "tag");
    if (hub.isEmpty() || tag.isEmpty()) {
      return new Derived.Unclear<>(UnknownReason.INJECTOR_INCOMPLETE, "ConfigMap " + injector.name() + ": "
          + (hub.isEmpty() ? "global.hub" : "global.tag") + " is missing in values");
    }
    return new Derived.Known<>(hub.get() + "/" + name + ":" + typed(tag.get(), type));
  }

  private static String typed(String tag, String type) {
    if (type.isEmpty()) {
      return tag;
    }
    String plain = Stream.of("-distroless", "-debug").filter(tag::endsWith).findFirst()
        .map(suffix -> tag.substring(0, tag.length() - suffix.length())).orElse(tag);
    return type.equals("default") ? plain : plain + "-" + type;
  }

  private static Optional<String> value(Injector injector, String... path) {
    return injector.values().at("global").at(path).text().filter(text -> !text.isEmpty());
  }
}

package dev.driftless.core.injection;

import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;

import java.util.Optional;

/**
 * What istiod appends to the tag of the proxy image: {@code distroless}, {@code debug}, {@code default} for nothing,
 * or empty to leave the tag alone (istio/istio, {@code ProxyImage} in {@code pkg/kube/inject/inject.go}).
 */
final class ImageType {

  private ImageType() {}

  static Derived<String> of(TemplateFacts template, Derived<EffectiveConfig> config, Injector injector) {
    Optional<String> annotation = Optional.ofNullable(template.annotations().get(IstioKeys.PROXY_IMAGE_TYPE));
    if (annotation.isPresent()) {
      return new Derived.Known<>(annotation.get());
    }
    return switch (config) {
      case Derived.Known<EffectiveConfig>(EffectiveConfig known) -> afterProxyConfig(known, injector);
      case Derived.Unclear<EffectiveConfig>(UnknownReason reason, String detail) ->
        new Derived.Unclear<>(reason, detail);
    };
  }

  /** An image in the ProxyConfig replaces the variant, up to 1.30 even if its type is empty. */
  private static Derived<String> afterProxyConfig(EffectiveConfig config, Injector injector) {
    String variant = variant(injector);
    String type = EffectiveConfig.type(config.at("image")).text().orElse("");
    if (!type.isEmpty()) {
      return new Derived.Known<>(type);
    }
    if (!config.hasImage() || variant.isEmpty()) {
      return new Derived.Known<>(variant);
    }
    return injector.version().<Derived<String>>map(
        version -> new Derived.Known<>(version.isBefore(1, 31) ? "" : variant))
        .orElseGet(() -> new Derived.Unclear<>(UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN,
            "the ProxyConfig has an empty image.imageType, which hides global.variant of ConfigMap " + injector.name()
                + " up to Istio 1.30 only"));
  }

  /** Read since 1.22. */
  private static String variant(Injector injector) {
    return injector.isBefore(1, 22) ? "" : injector.value("global", "variant").text().orElse("");
  }
}

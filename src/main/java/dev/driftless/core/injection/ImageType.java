package dev.driftless.core.injection;

import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.Optional;

/**
 * What istiod appends to the tag of the proxy image: {@code distroless}, {@code debug}, {@code default} for nothing,
 * or empty to leave the tag alone (istio/istio, {@code ProxyImage} in {@code pkg/kube/inject/inject.go}).
 */
final class ImageType {

  private ImageType() {}

  /** @param proxyConfig the template's own ProxyConfig */
  static Derived of(TemplateFacts template, Tree proxyConfig, Injector injector) {
    Optional<String> annotation = Optional.ofNullable(template.annotations().get(IstioKeys.PROXY_IMAGE_TYPE));
    if (annotation.isPresent()) {
      return new Derived.Known(annotation.get());
    }
    if (proxyConfig.at("image").isPresent()) {
      return afterProxyConfig(proxyConfig, injector);
    }
    return switch (injector.meshConfig().map(MeshConfigFacts::mesh).orElse(new Parsed.Value(Tree.NOTHING))) {
      case Parsed.Value(Tree mesh) -> afterProxyConfig(mesh.at("defaultConfig"), injector);
      case Parsed.Unreadable(String detail) -> Derived.unclear(UnknownReason.INJECTOR_UNREADABLE,
          "ConfigMap " + injector.meshConfig().map(MeshConfigFacts::name).orElse("") + ": " + detail);
    };
  }

  /** Whether istiod could read this ProxyConfig, as far as the image goes; if not, it denies the pod. */
  static boolean readable(Tree proxyConfig) {
    Tree image = proxyConfig.at("image");
    Tree type = type(image);
    return mappingOrNothing(proxyConfig) && mappingOrNothing(image)
        && (!type.isPresent() || type instanceof Tree.Scalar scalar && scalar.type() == Tree.ScalarType.TEXT);
  }

  /** An image in the ProxyConfig replaces the variant, up to 1.30 even if its type is empty. */
  private static Derived afterProxyConfig(Tree proxyConfig, Injector injector) {
    String variant = variant(injector);
    String type = type(proxyConfig.at("image")).text().orElse("");
    if (!type.isEmpty()) {
      return new Derived.Known(type);
    }
    if (!proxyConfig.at("image").isPresent() || variant.isEmpty()) {
      return new Derived.Known(variant);
    }
    return injector.version().<Derived>map(version -> new Derived.Known(version.isBefore(1, 31) ? "" : variant))
        .orElseGet(() -> Derived.unclear(UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN,
            "the ProxyConfig has an empty image.imageType, which hides global.variant of ConfigMap " + injector.name()
                + " up to Istio 1.30 only"));
  }

  /** Read since 1.22. */
  private static String variant(Injector injector) {
    boolean ignored = injector.version().filter(version -> version.isBefore(1, 22)).isPresent();
    return ignored ? "" : injector.values().at("global", "variant").text().orElse("");
  }

  /** Istio reads ProxyConfigs as protobuf JSON, which knows both names. */
  private static Tree type(Tree image) {
    return image.at("imageType").isPresent() ? image.at("imageType") : image.at("image_type");
  }

  private static boolean mappingOrNothing(Tree tree) {
    return tree instanceof Tree.Mapping || !tree.isPresent();
  }
}

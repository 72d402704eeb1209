package dev.driftless.core.injection;

import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ProxyConfig of a template, made of five levels, each over the one before: the mesh's {@code defaultConfig}, the
 * ProxyConfig without a selector of the root namespace, that of the template's own namespace, the annotation {@code
 * proxy.istio.io/config}, and the ProxyConfig of its namespace that selects it. Of several only the oldest counts.
 * Fields replace each other; entries of {@code proxyMetadata} and the headers are laid over each other one by one
 * (istio/istio, {@code EffectiveProxyConfig} in {@code pilot/pkg/model/proxy_config.go}).
 *
 * @param fields by their names in camel case; none that says nothing
 */
public record EffectiveConfig(Map<String, Tree> fields) {

  private static final String HEADERS = "proxyHeaders";

  /** Whether the ProxyConfigs of that namespace are for all namespaces of a revision. */
  public static boolean isRoot(String namespace, MeshFacts mesh) {
    return mesh.meshConfigs().values().stream().map(MeshConfigFacts::mesh)
        .anyMatch(parsed -> root(parsed instanceof Parsed.Value value ? value.tree() : Tree.NOTHING).equals(namespace))
        || mesh.meshConfigs().isEmpty() && root(Tree.NOTHING).equals(namespace);
  }

  private static String root(Tree mesh) {
    return mesh.at("rootNamespace").text().filter(text -> !text.isEmpty()).orElse("istio-system");
  }

  /** Unclear if a level cannot be read. */
  static Derived<EffectiveConfig> of(TemplateFacts template, NamespaceFacts namespace, Injector injector) {
    Layers layers = new Layers();
    Optional<String> problem = mesh(injector, layers);
    if (problem.isPresent()) {
      return new Derived.Unclear<>(UnknownReason.INJECTOR_UNREADABLE, problem.get());
    }
    String root = root(injector.meshTree());
    general(configs(injector, root)).ifPresent(layers::custom);
    if (!namespace.name().equals(root)) {
      general(configs(injector, namespace.name())).ifPresent(layers::custom);
    }
    Optional<String> annotation = annotation(template, layers);
    if (annotation.isPresent()) {
      return new Derived.Unclear<>(UnknownReason.ANNOTATION_UNREADABLE, annotation.get());
    }
    selecting(configs(injector, namespace.name()), template.labels()).ifPresent(layers::custom);
    return new Derived.Known<>(new EffectiveConfig(layers.fields));
  }

  Tree at(String name) {
    return fields.getOrDefault(name, Tree.NOTHING);
  }

  /** The image is chosen by one field of it. */
  boolean hasImage() {
    return fields.containsKey("image");
  }

  private static Optional<String> mesh(Injector injector, Layers layers) {
    if (injector.meshConfig().isEmpty()) {
      return Optional.empty();
    }
    MeshConfigFacts facts = injector.meshConfig().get();
    return switch (facts.mesh()) {
      case Parsed.Unreadable(String detail) -> Optional.of("ConfigMap " + facts.name() + ": " + detail);
      case Parsed.Value(Tree tree) -> layers.over(tree.at("defaultConfig"))
          .or(() -> ProxyConfigRules.problem(tree.at("defaultConfig")))
          .map(why -> "ConfigMap " + facts.name() + ": defaultConfig" + why);
    };
  }

  private static Optional<String> annotation(TemplateFacts template, Layers layers) {
    String place = "annotation " + IstioKeys.PROXY_CONFIG + " of the template";
    return switch (template.proxyConfig().orElse(new Parsed.Value(Tree.NOTHING))) {
      case Parsed.Unreadable(String detail) -> Optional.of(place + ": " + detail);
      case Parsed.Value(Tree tree) ->
        layers.over(tree).or(() -> ProxyConfigRules.problem(tree)).map(why -> place + why);
    };
  }

  private static Optional<ProxyConfigFacts> general(List<ProxyConfigFacts> configs) {
    return configs.stream().filter(config -> config.selector().isEmpty()).findFirst();
  }

  private static Optional<ProxyConfigFacts> selecting(List<ProxyConfigFacts> configs, Map<String, String> labels) {
    return configs.stream()
        .filter(config -> config.selector().filter(selector -> !selector.isEmpty()
            && labels.entrySet().containsAll(selector.entrySet())).isPresent())
        .findFirst();
  }

  /** An istiod sees no configuration that is labelled for another revision; a tag is none. */
  private static List<ProxyConfigFacts> configs(Injector injector, String namespace) {
    return injector.mesh().proxyConfigs().getOrDefault(namespace, List.of()).stream()
        .filter(config -> config.revision().orElse(injector.revision()).equals(injector.revision())).toList();
  }

  /** The levels laid over each other so far. */
  private static final class Layers {

    private final Map<String, Tree> fields = new LinkedHashMap<>();

    void custom(ProxyConfigFacts config) {
      put("concurrency", config.spec().at("concurrency"));
      put(ProxySettings.METADATA, config.spec().at("environmentVariables"));
      put("image", config.spec().at("image"));
    }

    /** @return what istiod could not read, to be appended to the name of the place */
    Optional<String> over(Tree level) {
      if (!(level instanceof Tree.Mapping) && level.isPresent()) {
        return Optional.of(" must be a mapping");
      }
      for (Map.Entry<String, Tree> field : level.entries().entrySet()) {
        String name = CanonicalText.camelCase(field.getKey());
        Tree value = field.getValue();
        if (!ProxySettings.FIELDS.containsKey(name) || !value.isPresent()) {
          continue;
        }
        if (!readable(name, value)) {
          return Optional.of(": " + name + " cannot be read as " + ProxySettings.FIELDS.get(name).name()
              .toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        }
        put(name, value);
      }
      return Optional.empty();
    }

    private static boolean readable(String name, Tree value) {
      if (name.equals(ProxySettings.HOLD)) {
        return value instanceof Tree.Scalar scalar && scalar.type() == Tree.ScalarType.BOOLEAN;
      }
      if (name.equals("image") && type(value).isPresent()) {
        return type(value) instanceof Tree.Scalar scalar && scalar.type() == Tree.ScalarType.TEXT;
      }
      return ProxySettings.FIELDS.get(name).text(value).isPresent();
    }

    private void put(String name, Tree value) {
      if (ProxySettings.saysNothing(name, value)) {
        return;
      }
      if (name.equals(ProxySettings.METADATA) || name.equals(HEADERS)) {
        Map<String, Tree> merged = new LinkedHashMap<>(fields.getOrDefault(name, Tree.NOTHING).entries());
        merged.putAll(value.entries());
        fields.put(name, new Tree.Mapping(merged));
      } else {
        fields.put(name, value);
      }
      if (name.equals("tracingServiceName")) {
        fields.remove("serviceCluster");
      } else if (name.equals("serviceCluster")) {
        fields.remove("tracingServiceName");
      }
    }
  }

  /** {@code imageType} of an image, under either of its names. */
  static Tree type(Tree image) {
    return image.at("imageType").isPresent() ? image.at("imageType") : image.at("image_type");
  }
}

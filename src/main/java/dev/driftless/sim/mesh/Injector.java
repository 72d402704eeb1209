package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Injects as one configuration of one revision says. Pods that are alike get parts that are the same object. */
final class Injector {

  private static final int REMEMBERED = 1_000;
  private static final String NETWORK = "topology.istio.io/network";

  private final InjectorConfiguration configuration;
  private final String revision;
  private final Remembered<Asked, InjectedPod> results = new Remembered<>(REMEMBERED);
  private final Remembered<JsonNode, JsonNode> parts = new Remembered<>(REMEMBERED);

  /** All that a result depends on. */
  private record Asked(String namespace, ObjectNode metadata, JsonNode spec, boolean nativeByDefault) {}

  Injector(InjectorConfiguration configuration, String revision) {
    this.configuration = configuration;
    this.revision = revision;
  }

  InjectorConfiguration configuration() {
    return configuration;
  }

  /**
   * The pod with what the templates say; the same if it is not to be injected.
   *
   * @param nativeByDefault whether the proxy is a native sidecar if the pod does not say
   * @throws IllegalArgumentException if the templates cannot be rendered for it
   */
  ObjectNode inject(String namespace, ObjectNode pod, boolean nativeByDefault) {
    InjectedPod original = new InjectedPod(namespace, pod);
    if (Decision.of(original, configuration) != Decision.INJECT) {
      return pod;
    }
    Asked asked = new Asked(namespace, relevant(pod.path("metadata")), original.spec(), nativeByDefault);
    InjectedPod result = results.get(asked, key -> shared(render(original, nativeByDefault)));
    return Tree.with(pod, "spec", result.spec(), "metadata", Tree.with(pod.path("metadata"),
        "labels", result.labels(), "annotations", result.annotations()));
  }

  /** A pod of a template has a name of its own, which nothing in the result depends on. */
  private static ObjectNode relevant(JsonNode metadata) {
    boolean templated = Tree.given(metadata, "generateName") && Tree.given(metadata, "ownerReferences");
    return Tree.object("name", templated ? null : Tree.text(metadata, "name"),
        "generateName", Tree.text(metadata, "generateName"), "ownerReferences", metadata.path("ownerReferences"),
        "labels", metadata.path("labels"), "annotations", metadata.path("annotations"));
  }

  private InjectedPod render(InjectedPod original, boolean nativeByDefault) {
    AnnotationRules.check(original);
    TemplateInput input = TemplateInput.of(original, configuration, revision, nativeByDefault);
    ObjectNode template = templates(input.pod()).stream().map(name -> render(name, input))
        .reduce(Tree.object(), InjectedPod::overlay);
    List<String> injected = OwnContainers.LISTS.stream().flatMap(list -> names(spec(template), list)).toList();
    InjectedPod placed = OwnContainers.placed(original, template);
    InjectedPod merged = placed.overlaid(template);
    InjectedPod own = OwnContainers.reapplied(merged, original, template);
    boolean redirects = injected.contains("istio-init") || injected.contains("istio-validation");
    InjectedPod complete = redirects && input.forcesRoot() ? Proxies.asRoot(own) : own;
    InjectedPod adapted = AppProbes.rewritten(PrometheusMerge.applied(complete, input), input, injected);
    InjectedPod described = adapted.withAnnotations(InjectedPod.STATUS, status(spec(template)));
    InjectedPod marked = annotated(inNetwork(described));
    return Proxies.ordered(marked, input.holdsApplication());
  }

  private InjectedPod inNetwork(InjectedPod pod) {
    JsonNode network = Tree.at(configuration.values(), "global", "network");
    return Tree.given(network) && !Tree.given(pod.labels(), NETWORK)
        ? pod.withMetadata("labels", Tree.with(pod.labels(), NETWORK, network)) : pod;
  }

  private InjectedPod annotated(InjectedPod pod) {
    JsonNode always = configuration.config().path("injectedAnnotations");
    return always.isEmpty() ? pod
        : pod.withMetadata("annotations", Tree.copy(pod.annotations()).setAll(Tree.copy(always)));
  }

  private List<String> templates(InjectedPod pod) {
    List<String> asked = pod.isAnnotated("inject.istio.io/templates")
        ? Arrays.stream(pod.annotation("inject.istio.io/templates").split(",", -1)).map(String::strip).toList()
        : configuration.defaultTemplates();
    List<String> names = new ArrayList<>();
    for (String name : asked) {
      List<String> alias = configuration.alias(name);
      names.addAll(alias.isEmpty() ? List.of(name) : alias);
    }
    return names;
  }

  private ObjectNode render(String name, TemplateInput input) {
    if (!configuration.templates().contains(name)) {
      throw new IllegalArgumentException("requested template \"" + name + "\" not found; have "
          + String.join(", ", configuration.templates()));
    }
    return switch (name) {
      case "sidecar" -> SidecarTemplate.render(input);
      case "gateway" -> GatewayTemplate.render(input);
      default -> throw new IllegalArgumentException("template \"" + name + "\" is not simulated; sidecar, gateway are");
    };
  }

  private static JsonNode spec(JsonNode template) {
    return template.path("spec");
  }

  private static Stream<String> names(JsonNode spec, String list) {
    return spec.path(list).valueStream().map(element -> Tree.text(element, "name"));
  }

  private String status(JsonNode spec) {
    ObjectNode status = Tree.object();
    for (String list : List.of("initContainers", "containers", "volumes", "imagePullSecrets")) {
      List<String> names = names(spec, list).toList();
      if (names.isEmpty()) {
        status.putNull(list);
      } else {
        status.set(list, Tree.array(names));
      }
    }
    return status.put("revision", revision).toString();
  }

  private InjectedPod shared(InjectedPod pod) {
    ObjectNode spec = Tree.copy(pod.spec());
    for (String list : OwnContainers.LISTS) {
      if (spec.has(list)) {
        spec.set(list, Tree.array(pod.containers(list).stream().map(this::shared).toList()));
      }
    }
    if (spec.has("volumes")) {
      spec.set("volumes", Tree.array(spec.path("volumes").valueStream().map(this::shared).toList()));
    }
    return pod.withSpec((ObjectNode) shared(spec));
  }

  private JsonNode shared(JsonNode part) {
    return parts.get(part, same -> same);
  }
}

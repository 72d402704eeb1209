package dev.driftless.sim.mesh;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The istiods of a cluster: one for each revision that a Deployment with the label {@code app=istiod} runs. They notice
 * changes of their ConfigMaps a moment later, as over a watch.
 */
public final class Istiods {

  static final String NAMESPACE = "istio-system";

  /** From the change of a ConfigMap until pods are injected by it. */
  static final Duration PICK_UP = Duration.ofSeconds(1);

  private final Store store;
  private final Timeline timeline;
  private final NativeSidecars nativeSidecars;
  private final Map<String, Istiod> revisions = new TreeMap<>();

  public Istiods(Store store, Timeline timeline) {
    this.store = store;
    this.timeline = timeline;
    nativeSidecars = new NativeSidecars(store);
    store.list(ResourceTypes.DEPLOYMENTS, NAMESPACE).forEach(this::start);
    store.subscribe(this::changed);
  }

  /** Of that revision, if it is installed; {@code default} names the control plane without one. */
  public Optional<Istiod> revision(String revision) {
    return Optional.ofNullable(revisions.get(revision));
  }

  /** Notices at once what has changed, instead of in a moment. */
  public void reload() {
    revisions.values().forEach(Istiod::reload);
  }

  private void changed(StoreEvent event) {
    if (!event.name().namespace().equals(NAMESPACE)) {
      return;
    }
    if (event.resource().equals(ResourceTypes.DEPLOYMENTS)) {
      deployed(event);
    } else if (event.resource().equals(ResourceTypes.CONFIG_MAPS)) {
      revisions.values().stream().filter(istiod -> concerns(event.name(), istiod))
          .forEach(istiod -> timeline.after(PICK_UP, istiod::reload));
    }
  }

  private static boolean concerns(ObjectName configMap, Istiod istiod) {
    return configMap.equals(istiod.injectorConfigMap()) || configMap.equals(istiod.meshConfigMap());
  }

  private void deployed(StoreEvent event) {
    if (event.type() == StoreEvent.Type.DELETED) {
      revisionOf(event.object()).ifPresent(revisions::remove);
    } else {
      start(event.object());
    }
  }

  private void start(ObjectNode deployment) {
    revisionOf(deployment).filter(revision -> !revisions.containsKey(revision)).ifPresent(revision -> {
      Istiod istiod = new Istiod(store, NAMESPACE, revision);
      istiod.reload();
      revisions.put(revision, istiod);
    });
  }

  private static Optional<String> revisionOf(ObjectNode deployment) {
    boolean istiod = Tree.text(deployment, "metadata", "labels", "app").equals("istiod");
    return istiod ? Optional.of(environment(Tree.at(deployment, "spec", "template"), "REVISION", () -> "default"))
        : Optional.empty();
  }

  /** Who answers behind a Service: the revision of the first pod that is ready. */
  Optional<Answering> behind(ObjectName service) {
    return Endpoints.ready(store, service).flatMap(endpoint -> {
      JsonNode pod = endpoint.pod();
      String labelled = endpoint.revision();
      String revision = environment(pod, "REVISION", () -> labelled.isEmpty() ? "default" : labelled);
      return revision(revision).filter(Istiod::isConfigured).map(istiod -> new Answering(istiod, pod));
    });
  }

  private static String environment(JsonNode pod, String name, Supplier<String> otherwise) {
    return Tree.at(pod, "spec", "containers").valueStream().flatMap(each -> each.path("env").valueStream())
        .filter(variable -> Tree.text(variable, "name").equals(name)).map(variable -> Tree.text(variable, "value"))
        .filter(value -> !value.isEmpty()).findFirst().orElseGet(otherwise);
  }

  /** An istiod in one of its pods, whose environment tells it the rest. */
  final class Answering {

    private final Istiod istiod;
    private final String nativeMode;
    private final boolean knowsNodes;

    private Answering(Istiod istiod, JsonNode pod) {
      this.istiod = istiod;
      nativeMode = environment(pod, "ENABLE_NATIVE_SIDECARS", () -> "auto");
      String own = environment(pod, "CLUSTER_ID", () -> InjectorConfiguration.DEFAULT_CLUSTER);
      knowsNodes = own.equals(istiod.cluster());
    }

    ObjectNode inject(String namespace, ObjectNode pod) {
      return istiod.inject(namespace, pod,
          nativeSidecars.byDefault(nativeMode, knowsNodes, Tree.text(pod, "spec", "nodeName")));
    }
  }
}

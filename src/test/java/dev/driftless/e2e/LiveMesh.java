package dev.driftless.e2e;

import static org.awaitility.Awaitility.await;

import dev.driftless.core.inventory.Inventory;
import dev.driftless.e2e.MeshPatch.Part;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.Lister;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real mesh of two revisions that is changed and changed back, and told apart by marks in what it injects; in other
 * namespaces than {@link #PROBED} in nothing that Driftless covers.
 */
final class LiveMesh {

  /** Each with the labels that make the revision inject there. Nothing else is done in them. */
  static final Map<String, Map<String, String>> PROBED = new TreeMap<>(Map.of(
      "probe-default", Map.of("istio-injection", "enabled"), "probe-canary", Map.of("istio.io/rev", "canary")));
  static final String MOVABLE = "movable";
  static final Map<String, String> MOVABLE_LABELS = Map.of("istio-injection", "enabled");
  static final String TAG = "prod";

  private static final String CONFIG_MAPS = "/api/v1/namespaces/istio-system/configmaps/";
  private static final String PROXY_CONFIGS = "/apis/networking.istio.io/v1beta1/namespaces/%s/proxyconfigs";
  private static final String WEBHOOKS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
  private static final String NODE = "/api/v1/nodes/node-1";
  private static final String MARK = "e2e/mark";
  private static final Duration TO_PICK_UP = Duration.ofSeconds(30);
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonMapper JSON = new JsonMapper();

  private final RawApi api;
  private final Connection connection;
  private final Map<String, ObjectNode> installed = new LinkedHashMap<>();
  private final String kubelet;
  private final List<String> proxyConfigs = new ArrayList<>();
  private String movable = "default";
  private boolean relabelled;
  private String tagged = "canary";
  private String nativeSidecars = "auto";
  private int mark;

  LiveMesh(RawApi api, Connection connection) {
    this.api = api;
    this.connection = connection;
    for (String revision : List.of("default", "canary")) {
      for (String name : List.of(injector(revision), mesh(revision))) {
        installed.put(name, api.get(CONFIG_MAPS + name));
      }
    }
    kubelet = api.get(NODE).path("status").path("nodeInfo").path("kubeletVersion").asString();
    for (String probed : PROBED.keySet()) {
      api.post(PROXY_CONFIGS.formatted(probed), proxyConfig("mark", "{}"));
    }
    tag(tagged, false);
  }

  /** The mesh as installed with these changes and no others; returns when everything real knows them. */
  void apply(List<MeshPatch> patches) {
    mark++;
    for (String revision : List.of("default", "canary")) {
      configure(revision, patches);
    }
    kubelet(MeshPatch.of(patches, Part.NODE));
    relabel(MeshPatch.of(patches, Part.NAMESPACE));
    String target = MeshPatch.of(patches, Part.TAG).stream().findFirst()
        .map(patch -> json(patch.patch()).path("revision").asString()).orElse("canary");
    if (!target.equals(tagged)) {
      tag(target, true);
    }
    proxyConfigs(MeshPatch.of(patches, Part.PROXY_CONFIG));
    await("the mesh to know " + patches).atMost(TO_PICK_UP).pollInterval(Duration.ofMillis(100))
        .until(() -> knows(patches));
  }

  /** What {@code ENABLE_NATIVE_SIDECARS} of the default revision's istiod says from now on. */
  void nativeSidecars(String value) {
    nativeSidecars = value;
  }

  /** What Driftless reads of it. */
  Inventory seen() {
    Inventory inventory = new Inventory();
    new Lister(connection, "istio-system").list().forEach(inventory::apply);
    return inventory;
  }

  private void configure(String revision, List<MeshPatch> patches) {
    ObjectNode injector = installed.get(injector(revision)).deepCopy();
    patch(injector, "values", patches, MeshPatch.of(patches, Part.VALUES, revision), "{}");
    patch(injector, "config", patches, MeshPatch.of(patches, Part.CONFIG, revision),
        "{\"injectedAnnotations\": {\"%s\": \"%d\"}}".formatted(MARK, mark));
    ObjectNode mesh = installed.get(mesh(revision)).deepCopy();
    patch(mesh, "mesh", patches, MeshPatch.of(patches, Part.MESH, revision),
        "{\"trustDomain\": \"mark-%d\"}".formatted(mark));
    replace(mesh(revision), mesh);
    replace(injector(revision), injector);
  }

  private static void patch(ObjectNode configMap, String key, List<MeshPatch> all, List<MeshPatch> patches,
      String marking) {
    ObjectNode data = (ObjectNode) configMap.path("data");
    ObjectNode value = (ObjectNode) YAML.readTree(data.path(key).asString());
    for (MeshPatch patch : patches) {
      value = MeshVariant.merge(value, patch.patch());
    }
    value = MeshVariant.merge(value, marking);
    String text = (MeshPatch.of(all, Part.ORDER).isEmpty() ? value : reversed(value)).toString();
    data.put(key, MeshPatch.of(all, Part.COMMENT).isEmpty() ? text : "# a comment\n" + text + "\n# another\n");
  }

  private static JsonNode reversed(JsonNode node) {
    if (!node.isObject()) {
      return node;
    }
    ObjectNode reversed = JSON.createObjectNode();
    List.copyOf(node.propertyNames()).reversed().forEach(name -> reversed.set(name, reversed(node.get(name))));
    return reversed;
  }

  private void replace(String name, ObjectNode configMap) {
    ((ObjectNode) configMap.path("metadata")).remove("resourceVersion");
    api.put(CONFIG_MAPS + name, configMap);
  }

  private void kubelet(List<MeshPatch> patches) {
    String version = patches.isEmpty() ? kubelet : json(patches.getFirst().patch()).path("version").asString();
    ObjectNode node = MeshVariant.merge(api.get(NODE),
        "{\"status\": {\"nodeInfo\": {\"kubeletVersion\": \"%s\"}}}".formatted(version));
    ((ObjectNode) node.path("metadata")).remove("resourceVersion");
    api.put(NODE + "/status", node);
  }

  private void relabel(List<MeshPatch> patches) {
    ObjectNode wanted = patches.isEmpty() ? JSON.createObjectNode().put("revision", "default") : json(
        patches.getFirst().patch());
    ObjectNode namespace = api.get("/api/v1/namespaces/" + MOVABLE);
    ((ObjectNode) namespace.path("metadata")).set("labels",
        patches.isEmpty() ? JSON.valueToTree(MOVABLE_LABELS) : wanted.path("labels"));
    api.put("/api/v1/namespaces/" + MOVABLE, namespace);
    String target = wanted.path("revision").asString();
    relabelled = !patches.isEmpty() || !target.equals(movable);
    movable = target;
  }

  /** As {@code istioctl tag set} does it. */
  private void tag(String revision, boolean exists) {
    ObjectNode webhooks = api.get(WEBHOOKS + "/istio-sidecar-injector-canary");
    String text = webhooks.path("webhooks").toString().replace("[\"canary\"]", "[\"" + TAG + "\"]");
    if (revision.equals("default")) {
      text = text.replace("\"name\":\"istiod-canary\"", "\"name\":\"istiod\"");
    }
    ObjectNode tag = (ObjectNode) YAML.readTree("""
        {apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {
        name: istio-revision-tag-%s, labels: {istio.io/tag: %s, istio.io/rev: %s}}}""".formatted(TAG, TAG, revision));
    tag.set("webhooks", YAML.readTree(text));
    if (exists) {
      String path = WEBHOOKS + "/istio-revision-tag-" + TAG;
      String version = api.get(path).path("metadata").path("resourceVersion").asString();
      ((ObjectNode) tag.path("metadata")).put("resourceVersion", version);
      api.put(path, tag);
    } else {
      api.post(WEBHOOKS, tag);
    }
    tagged = revision;
  }

  /** The marks come last: who has seen them has seen what came before. */
  private void proxyConfigs(List<MeshPatch> wanted) {
    proxyConfigs.forEach(api::delete);
    proxyConfigs.clear();
    for (MeshPatch patch : wanted) {
      ObjectNode all = json(patch.patch());
      String path = PROXY_CONFIGS.formatted(all.remove("namespace").asString());
      String name = all.remove("name").asString();
      api.post(path, proxyConfig(name, all.toString()));
      proxyConfigs.add(path + "/" + name);
    }
    for (String probed : PROBED.keySet()) {
      String path = PROXY_CONFIGS.formatted(probed) + "/mark";
      api.put(path, MeshVariant.merge(api.get(path),
          "{\"spec\": {\"environmentVariables\": {\"E2E_PROXY_CONFIG\": \"%d\"}}}".formatted(mark)));
    }
  }

  private static ObjectNode proxyConfig(String name, String rest) {
    return MeshVariant.merge((ObjectNode) YAML.readTree("""
        {apiVersion: networking.istio.io/v1beta1, kind: ProxyConfig, metadata: {name: %s}, spec: {}}"""
        .formatted(name)), rest);
  }

  private boolean knows(List<MeshPatch> patches) {
    boolean old = !MeshPatch.of(patches, Part.NODE).isEmpty();
    for (String probed : PROBED.keySet()) {
      String revision = probed.substring("probe-".length());
      boolean decided = revision.equals("default") && !nativeSidecars.equals("auto");
      boolean classic = decided ? !nativeSidecars.equals("true") : old;
      RawApi.Answer answer = api.dryRun(probed, probe());
      if (answer.pod() == null || !knows(answer.pod(), never(revision, patches), classic)) {
        return false;
      }
    }
    return (!relabelled || revision(MOVABLE, unlabelled()).equals(movable))
        && revision("rev-prod", probe()).equals(never(tagged, patches) ? "" : tagged);
  }

  private boolean knows(ObjectNode pod, boolean never, boolean classic) {
    String text = pod.toString();
    boolean injected = pod.path("metadata").path("annotations").path(MARK).asString("").equals("" + mark)
        && text.contains("{\"name\":\"TRUST_DOMAIN\",\"value\":\"mark-" + mark + "\"}")
        && text.contains("{\"name\":\"E2E_PROXY_CONFIG\",\"value\":\"" + mark + "\"}")
        && (text.contains("\"router\"") || pod.path("spec").path("containers").size() == (classic ? 2 : 1));
    return never ? !text.contains("istio-proxy") : injected;
  }

  /** Neither on request nor otherwise. */
  private static boolean never(String revision, List<MeshPatch> patches) {
    return MeshPatch.of(patches, Part.CONFIG, revision).stream().map(patch -> json(patch.patch()).path("policy"))
        .anyMatch(policy -> policy.asString("").equals("off"));
  }

  private String revision(String namespace, ObjectNode pod) {
    return Injected.of(api.dryRun(namespace, pod)).revision();
  }

  private static ObjectNode unlabelled() {
    ObjectNode pod = probe();
    ((ObjectNode) pod.path("metadata")).remove("labels");
    return pod;
  }

  private static ObjectNode probe() {
    return (ObjectNode) YAML.readTree("""
        {apiVersion: v1, kind: Pod, metadata: {name: probe, labels: {sidecar.istio.io/inject: "true"},
        annotations: {inject.istio.io/templates: sidecar}}, spec: {containers: [{name: app, image: "app:1"}]}}""");
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text);
  }

  private static String injector(String revision) {
    return "istio-sidecar-injector" + suffix(revision);
  }

  private static String mesh(String revision) {
    return "istio" + suffix(revision);
  }

  private static String suffix(String revision) {
    return revision.equals("default") ? "" : "-" + revision;
  }
}

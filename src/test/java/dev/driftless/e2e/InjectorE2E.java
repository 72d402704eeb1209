package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.driftless.sim.mesh.MeshRelease;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The simulated injector against the real one: the same objects, the same pods, the same answers. */
class InjectorE2E {

  private static final String CONFIG_MAPS = "/api/v1/namespaces/istio-system/configmaps/";
  private static final String WEBHOOKS =
      "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/istio-system/deployments/";
  private static final String SERVICES = "/api/v1/namespaces/istio-system/services/";
  private static final Duration TO_PICK_UP = Duration.ofSeconds(30);
  private static final int PODS_PER_VARIANT = 100;
  private static final String MARK = "e2e/variant";

  @RegisterExtension
  static final TestBed BED = new TestBed("injector");

  private static final YAMLMapper YAML = new YAMLMapper();

  private static RawApi api;
  private static MirroredMesh simulated;
  private static ObjectNode injectorAsInstalled;
  private static ObjectNode meshAsInstalled;

  @BeforeAll
  static void install() {
    BED.cluster().revision("canary", Cluster.NEXT_TAG);
    api = new RawApi(BED.cluster().client());
    GeneratedPods.NAMESPACES.forEach((name, labels) ->
        BED.cluster().client().resource(Workloads.namespace(name, labels)).create());
    tag("prod", "canary");
    injectorAsInstalled = api.get(CONFIG_MAPS + "istio-sidecar-injector");
    meshAsInstalled = api.get(CONFIG_MAPS + "istio");
    simulated = new MirroredMesh(api);
  }

  static List<MeshVariant> variants() {
    return MeshVariant.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void the_answers_are_the_same(MeshVariant variant) {
    apply(variant);
    GeneratedPods pods = new GeneratedPods(MeshVariant.ALL.indexOf(variant));
    int injected = 0;

    Map<String, Map<String, String>> differences = new LinkedHashMap<>();
    for (int i = 0; i < PODS_PER_VARIANT; i++) {
      GeneratedPods.Case next = pods.next();
      Injected real = Injected.of(api.dryRun(next.namespace(), next.pod()));
      Map<String, String> different = real.differences(Injected.of(simulated.admit(next.namespace(), next.pod())));
      if (!different.isEmpty()) {
        differences.put(i + " in " + next.namespace() + ": " + next.pod(), different);
      }
      injected += real.isInjected() ? 1 : 0;
    }

    System.out.printf("%s: %d pods, %d of them injected, %d differ%n", variant.name(), PODS_PER_VARIANT, injected,
        differences.size());
    assertThat(differences).isEmpty();
    assertThat(injected).as("enough of both for the comparison to mean something")
        .isBetween(PODS_PER_VARIANT / 10, PODS_PER_VARIANT * 9 / 10);
  }

  @Test
  void a_configuration_that_cannot_be_read_changes_nothing() {
    apply(MeshVariant.ALL.getFirst());
    ObjectNode broken = api.get(CONFIG_MAPS + "istio-sidecar-injector");
    ((ObjectNode) broken.path("data")).put("values", "{").put("config", "policy: [");
    ObjectNode pod = probe();

    api.put(CONFIG_MAPS + "istio-sidecar-injector", broken);
    simulated.refresh();

    Hold.nothing(Duration.ofSeconds(5), "differences", () -> {
      Injected real = Injected.of(api.dryRun("enabled", pod));
      return real.isInjected() && real.equals(Injected.of(simulated.admit("enabled", pod)))
          ? List.of() : List.of(real);
    });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("installed")
  void the_simulated_installer_writes_what_the_chart_writes(String path, String kind, List<String> fields,
      MeshRelease release) {
    ObjectNode real = api.get(path);
    ObjectNode written = new InstalledMesh(release).get(kind, real.path("metadata").path("name").asString());

    for (String field : fields) {
      assertThat(InstalledMesh.comparable(written.at(field))).as(field)
          .isEqualTo(InstalledMesh.comparable(real.at(field)));
    }
  }

  static List<Arguments> installed() {
    MeshRelease first = MeshRelease.of(Cluster.FIRST_TAG);
    MeshRelease canary = MeshRelease.of(Cluster.NEXT_TAG).withRevision("canary");
    List<String> deployment = List.of("/metadata/labels/app", "/metadata/labels/istio.io~1rev",
        "/metadata/labels/app.kubernetes.io~1version", "/spec/selector", "/spec/template/spec/containers/0/image");
    List<String> service = List.of("/metadata/labels/app", "/metadata/labels/istio.io~1rev", "/spec/selector");
    return List.of(
        Arguments.of(WEBHOOKS + "/istio-sidecar-injector", "MutatingWebhookConfiguration", List.of("/webhooks"), first),
        Arguments.of(WEBHOOKS + "/istio-sidecar-injector-canary", "MutatingWebhookConfiguration", List.of("/webhooks"),
            canary),
        Arguments.of(DEPLOYMENTS + "istiod", "Deployment", deployment, first),
        Arguments.of(DEPLOYMENTS + "istiod-canary", "Deployment", deployment, canary),
        Arguments.of(SERVICES + "istiod", "Service", service, first),
        Arguments.of(SERVICES + "istiod-canary", "Service", service, canary),
        Arguments.of(CONFIG_MAPS + "istio-canary", "ConfigMap", List.of("/data"), canary));
  }

  @Test
  void one_old_kubelet_makes_new_proxies_classic_here_and_there() {
    apply(MeshVariant.ALL.getFirst());
    String node = "/api/v1/nodes/node-1";
    String now = api.get(node).path("status").path("nodeInfo").path("kubeletVersion").asString();

    kubelet(node, "v1.32.9");

    await("the real injector to notice").atMost(TO_PICK_UP)
        .until(() -> Injected.of(api.dryRun("enabled", probe())).initContainers().size() == 1);
    assertThat(Injected.of(simulated.admit("enabled", probe())))
        .isEqualTo(Injected.of(api.dryRun("enabled", probe())));
    kubelet(node, now);
    await("the real injector to notice").atMost(TO_PICK_UP)
        .until(() -> Injected.of(api.dryRun("enabled", probe())).initContainers().size() == 2);
  }

  @Test
  void a_webhook_without_its_service_refuses_pods_in_the_same_words() {
    ObjectNode webhooks = api.get(WEBHOOKS + "/istio-revision-tag-prod");
    ObjectNode broken = (ObjectNode) YAML.readTree(webhooks.toString().replace("istiod-canary", "nosuch"));

    api.put(WEBHOOKS + "/istio-revision-tag-prod", broken);
    simulated.refresh();

    Injected real = Injected.of(api.dryRun("rev-prod", probe()));
    assertThat(real.refusal()).contains("failed calling webhook");
    assertThat(Injected.of(simulated.admit("rev-prod", probe()))).isEqualTo(real);
    ObjectNode mended = api.get(WEBHOOKS + "/istio-revision-tag-prod");
    mended.set("webhooks", webhooks.get("webhooks"));
    api.put(WEBHOOKS + "/istio-revision-tag-prod", mended);
    simulated.refresh();
  }

  private static void kubelet(String path, String version) {
    ObjectNode node = MeshVariant.merge(api.get(path),
        "{\"status\": {\"nodeInfo\": {\"kubeletVersion\": \"%s\"}}}".formatted(version));
    ((ObjectNode) node.path("metadata")).remove("resourceVersion");
    api.put(path + "/status", node);
    simulated.refresh();
  }

  private static void apply(MeshVariant variant) {
    String mark = Integer.toString(MeshVariant.ALL.indexOf(variant));
    ObjectNode injector = injectorAsInstalled.deepCopy();
    data(injector).put("values", patched(injector, "values", variant.values()))
        .put("config", patched(injector, "config", variant.config(), "{\"injectedAnnotations\": {\"%s\": \"%s\"}}"
            .formatted(MARK, mark)));
    ObjectNode mesh = meshAsInstalled.deepCopy();
    data(mesh).put("mesh", patched(mesh, "mesh", variant.mesh(),
        "{\"defaultConfig\": {\"proxyMetadata\": {\"E2E_VARIANT\": \"%s\"}}}".formatted(mark)));
    replace("istio", mesh);
    replace("istio-sidecar-injector", injector);
    simulated.refresh();
    await("the real injector to know " + variant.name()).atMost(TO_PICK_UP).until(() -> knows(mark));
  }

  /** If it injects, it marks what it injects. */
  private static boolean knows(String mark) {
    ObjectNode probe = probe();
    RawApi.Answer real = api.dryRun("enabled", probe);
    RawApi.Answer expected = simulated.admit("enabled", probe);
    assertThat(List.of(real.refusal(), expected.refusal())).containsOnly("");
    String annotation = real.pod().path("metadata").path("annotations").path(MARK).asString("");
    boolean expectsInjection = expected.pod().path("metadata").path("annotations").has(MARK);
    boolean meshKnown = real.pod().toString().contains("{\"name\":\"E2E_VARIANT\",\"value\":\"" + mark + "\"}");
    return expectsInjection ? annotation.equals(mark) && meshKnown : annotation.isEmpty();
  }

  private static ObjectNode probe() {
    return (ObjectNode) YAML.readTree("""
        {apiVersion: v1, kind: Pod, metadata: {name: probe, labels: {sidecar.istio.io/inject: "true"}},
        spec: {automountServiceAccountToken: false, containers: [{name: app, image: "app:1", resources: {},
        imagePullPolicy: IfNotPresent, terminationMessagePath: /dev/termination-log,
        terminationMessagePolicy: File}], volumes: [{name: own, emptyDir: {}}], securityContext: {}}}""");
  }

  private static String patched(ObjectNode configMap, String key, String... patches) {
    ObjectNode value = (ObjectNode) YAML.readTree(data(configMap).path(key).asString());
    for (String patch : patches) {
      value = MeshVariant.merge(value, patch);
    }
    return value.toString();
  }

  private static ObjectNode data(ObjectNode configMap) {
    return (ObjectNode) configMap.path("data");
  }

  private static void replace(String name, ObjectNode configMap) {
    ((ObjectNode) configMap.path("metadata")).remove("resourceVersion");
    api.put(CONFIG_MAPS + name, configMap);
  }

  /** As {@code istioctl tag set} does it. */
  private static void tag(String tag, String revision) {
    ObjectNode webhooks = api.get(WEBHOOKS + "/istio-sidecar-injector-" + revision);
    ObjectNode tagged = (ObjectNode) YAML.readTree("""
        {apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {
        name: istio-revision-tag-%s, labels: {istio.io/tag: %s, istio.io/rev: %s}}}""".formatted(tag, tag, revision));
    tagged.set("webhooks", YAML.readTree(webhooks.path("webhooks").toString()
        .replace("[\"" + revision + "\"]", "[\"" + tag + "\"]")));
    api.post(WEBHOOKS, tagged);
  }
}

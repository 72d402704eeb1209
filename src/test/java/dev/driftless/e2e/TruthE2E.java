package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.inventory.Inventory;
import dev.driftless.e2e.Judged.Outcome;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.Credentials;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What Driftless expects against what a real istiod gives: generated pods in generated meshes. In full size, which
 * takes about three minutes: {@code mvn -Pe2e verify -Dit.test=TruthE2E -Dtruth.configurations=80 -Dtruth.pods=50};
 * with {@code -Dtruth.seed=N} others of the same kind.
 *
 * <p>Not generated, because istiod's answer is not one that anybody could know: values that it cannot read (it goes on
 * with the former ones), clusters that the values call by another name than istiod does, templates of one's own. These
 * are {@code Unknown} throughout.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Programs.LONG)
class TruthE2E {

  private static final int CONFIGURATIONS = Integer.getInteger("truth.configurations", 20);
  private static final int PODS = Integer.getInteger("truth.pods", 25);
  private static final long SEED = Long.getLong("truth.seed", 1);
  private static final int SHRUNK = 3;
  private static final int OTHER_PODS = PODS / 5;
  /** The last three tenths of the configurations share these; each means a new process. */
  private static final List<String> NATIVE_SIDECARS =
      CONFIGURATIONS < 40 ? List.of("true", "false") : List.of("true", "false", "sometimes");

  @RegisterExtension
  static final TestBed BED = new TestBed("truth");

  private static final Map<Mutation, List<RawApi.Answer>> MADE = new HashMap<>();
  private static final JsonMapper JSON = new JsonMapper();

  private static RawApi api;
  private static Connection connection;
  private static LiveMesh mesh;
  private static String nativeSidecars = "auto";

  @BeforeAll
  static void install() {
    api = new RawApi(BED.cluster().client());
    Map<String, Map<String, String>> namespaces = new TreeMap<>(GeneratedPods.NAMESPACES);
    namespaces.putAll(VariedPods.NAMESPACES);
    namespaces.putAll(LiveMesh.PROBED);
    namespaces.put(LiveMesh.MOVABLE, LiveMesh.MOVABLE_LABELS);
    namespaces.forEach((name, labels) ->
        BED.cluster().client().resource(Workloads.namespace(name, labels)).create());
    BED.cluster().client().resource(new LimitRangeBuilder().withNewMetadata().withNamespace(VariedPods.LIMITED)
        .withName("defaults").endMetadata().withNewSpec().addNewLimit().withType("Container")
        .addToDefault("cpu", new Quantity("700m")).addToDefaultRequest("memory", new Quantity("70Mi")).endLimit()
        .endSpec().build()).create();
    aged("z-older", 6);
    BED.cluster().upgradeIstiod(Cluster.NEXT_TAG);
    BED.cluster().revision("canary", Cluster.NEXT_TAG);
    aged("a-newer", 7);
    connection = Connection.open(
        new Credentials(Optional.of(BED.cluster().dir().resolve("admin.kubeconfig")), Optional.empty()), "e2e");
    mesh = new LiveMesh(api, connection);
  }

  @AfterAll
  static void disconnect() {
    connection.close();
  }

  @Test
  @Order(2)
  void what_is_expected_is_what_istiod_gives() {
    Tally tally = new Tally();
    List<String> wrong = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    for (int i = 0; i < CONFIGURATIONS; i++) {
      nativeSidecars(mode(i));
      List<MeshPatch> patches = new GeneratedMesh(SEED * 1000 + i).next();
      mesh.apply(patches);
      Inventory inventory = mesh.seen();
      VariedPods pods = new VariedPods(SEED * 1000 + i);
      List<Judged> failures = new ArrayList<>();
      for (int j = 0; j < PODS; j++) {
        Judged judged = judged(pods.next(), inventory);
        boolean plain = judged.isPlain() && !judged.pod().namespace().equals(VariedPods.LIMITED);
        tally.add(judged, plain);
        if (judged.fails(inventory)) {
          failures.add(judged);
        }
        if (plain && judged.outcome() == Outcome.UNKNOWN) {
          unclear.add(judged + "\n  under " + patches);
        }
      }
      failures.sort(Comparator.comparing(Judged::outcome));
      failures.forEach(judged -> wrong.add(wrong.size() < SHRUNK ? shrunk(judged, patches) : judged.brief(patches)));
    }

    System.out.printf("%d configurations of %d pods, seed %d: %s%n", CONFIGURATIONS, PODS, SEED, tally);
    assertThat(wrong).isEmpty();
    assertThat(unclear).isEmpty();
    assertThat(tally.count(Outcome.UNKNOWN)).as("unknown").isLessThanOrEqualTo(tally.admitted() / 50);
    assertThat(tally.count(Outcome.SIDECAR)).as("enough for it to mean something")
        .isGreaterThan(CONFIGURATIONS * PODS / 3);
  }

  private static String mode(int configuration) {
    int first = CONFIGURATIONS * 7 / 10;
    return configuration < first ? "auto"
        : NATIVE_SIDECARS.get((configuration - first) * NATIVE_SIDECARS.size() / (CONFIGURATIONS - first));
  }

  private static void nativeSidecars(String value) {
    if (!value.equals(nativeSidecars)) {
      mesh.apply(List.of());
      ((RealCluster) BED.cluster()).variable("ENABLE_NATIVE_SIDECARS", value);
      mesh.nativeSidecars(value);
      nativeSidecars = value;
    }
  }

  private static Judged judged(GeneratedPods.Case pod, Inventory inventory) {
    return Judged.of(pod, api.dryRun(pod.namespace(), pod.pod()), inventory);
  }

  static Stream<Mutation> mutations() {
    return Stream.concat(Mutation.DRIFTING.stream(), Mutation.HARMLESS.stream());
  }

  /** For the mutation's own pod exactly those reasons; for any pod what istiod says of a new one. */
  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void what_changes_a_new_pod_is_drift_and_nothing_else(Mutation mutation) {
    List<GeneratedPods.Case> pods = pods(mutation);
    List<RawApi.Answer> made = made(mutation);

    mesh.apply(mutation.after());

    Inventory inventory = mesh.seen();
    List<Aged> aged = IntStream.range(0, pods.size())
        .mapToObj(i -> Aged.of(judged(pods.get(i), inventory), made.get(i))).toList();
    assertThat(aged.getFirst().computed()).as(mutation.name()).isEqualTo(mutation.reasons());
    assertThat(aged.getFirst().open()).as("what cannot be told").isEmpty();
    assertThat(aged).filteredOn(Aged::isComparable).as("with the target").isNotEmpty()
        .allSatisfy(pod -> assertThat(pod.computed()).as(pod.toString()).isEqualTo(pod.real()));
  }

  /** Only the values are refused, and istiod goes on with those that it has in memory. */
  @Test
  @Order(1)
  void values_that_istiod_cannot_read_promise_nothing() {
    mesh.apply(List.of(MeshPatch.values(
        "{\"global\": {\"tag\": \"1.29.0\", \"proxy\": {\"resources\": {\"limits\": {\"cpu\": 2}}}}}")));

    Judged judged = judged(Mutation.DRIFTING.getFirst().pod(), mesh.seen());

    assertThat(Judged.proxy(judged.answer())).hasValueSatisfying(
        proxy -> assertThat(proxy.image()).endsWith(":" + Cluster.FIRST_TAG));
    assertThat(judged.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(judged.unknown()).hasValueSatisfying(
        unknown -> assertThat(unknown.detail()).contains("global.proxy.resources.limits.cpu"));
  }

  private static List<GeneratedPods.Case> pods(Mutation mutation) {
    VariedPods varied = new VariedPods(SEED * 7919 + mutation.name().hashCode());
    return Stream.concat(Stream.of(mutation.pod()), Stream.generate(varied::next).limit(OTHER_PODS)).toList();
  }

  /** Those for all mutations of the mesh as installed at once, to change it less often. */
  private static List<RawApi.Answer> made(Mutation mutation) {
    nativeSidecars("auto");
    if (!MADE.containsKey(mutation)) {
      mesh.apply(mutation.before());
      mutations().filter(other -> other.before().equals(mutation.before())).forEach(other -> MADE.put(other,
          pods(other).stream().map(pod -> api.dryRun(pod.namespace(), pod.pod())).toList()));
    }
    return MADE.get(mutation);
  }

  /** With as little of the pod and of the mesh as it takes. */
  private static String shrunk(Judged judged, List<MeshPatch> patches) {
    String namespace = judged.pod().namespace();
    mesh.apply(patches);
    Inventory inventory = mesh.seen();
    ObjectNode pod = Shrinker.pod(judged.pod().pod(), smaller ->
        judged(new GeneratedPods.Case(namespace, smaller), inventory).fails(inventory));
    GeneratedPods.Case least = new GeneratedPods.Case(namespace, pod);
    List<MeshPatch> needed = Shrinker.list(patches, fewer -> {
      mesh.apply(fewer);
      Inventory now = mesh.seen();
      return judged(least, now).fails(now);
    });
    mesh.apply(needed);
    Inventory now = mesh.seen();
    Judged shrunk = judged(least, now);
    return shrunk + "\n  read off the pod: " + shrunk.readOffThePod(now) + "\n  under " + needed
        + ", ENABLE_NATIVE_SIDECARS=" + nativeSidecars;
  }

  private static void aged(String name, int concurrency) {
    api.post("/apis/networking.istio.io/v1beta1/namespaces/aged/proxyconfigs", JSON.readTree("""
        {"apiVersion": "networking.istio.io/v1beta1", "kind": "ProxyConfig", "metadata": {"name": "%s"},
        "spec": {"concurrency": %d}}""".formatted(name, concurrency)));
  }
}

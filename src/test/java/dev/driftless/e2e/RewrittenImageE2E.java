package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Another webhook turns every image of one namespace into a digest: only a proof can tell what a new pod would get.
 * The embedded cluster calls no webhook but Istio's.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Programs.LONG)
class RewrittenImageE2E {

  /** The cooldown is short, so that it cannot hide a second restart. */
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 3s}
      drift: {settle: 1s, proof: PROOF}
      disruption:
        maxInFlight: 4
        maxInFlightPerNamespace: 3
        rate: {restarts: 10, per: 5s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 20s
        soak: 1s
      """;
  private static final String REQUIRED = CONFIG.replace("PROOF", "required");
  private static final String PREFERRED = CONFIG.replace("PROOF", "preferred");
  private static final String REWRITTEN = "rewritten";
  private static final String PLAIN = "plain";
  private static final String LAST_TAG = "1.32.2";
  private static final int DEPLOYMENTS = 4;
  private static final Duration TO_CONVERGE = Duration.ofSeconds(90);
  private static final Duration HELD = Duration.ofSeconds(20);

  @RegisterExtension
  static final TestBed BED = new TestBed("rewritten-image");

  private static ImageRewriter rewriter;

  @BeforeAll
  static void populate() {
    rewriter = new ImageRewriter(BED.cluster().dir());
    BED.cluster().client().resource(rewriter.configuration(REWRITTEN)).create();
    BED.populate(objects());
    assertThat(proxies(REWRITTEN)).isEqualTo(Set.of(digest(Cluster.FIRST_TAG)));
    assertThat(proxies(PLAIN)).isEqualTo(Set.of(tag(Cluster.FIRST_TAG)));
  }

  @AfterAll
  static void close() {
    rewriter.close();
  }

  @Test
  @Order(1)
  void every_workload_comes_to_the_new_version_by_exactly_one_restart() {
    BED.cluster().upgrade(Cluster.NEXT_TAG);
    Set<Ref> all = Set.copyOf(BED.fleet().refs());
    try (DaemonProcess daemon = BED.start("proving", REQUIRED)) {
      await("all verified").atMost(TO_CONVERGE).until(() -> TestBed.completed(daemon.awaitReady(), all.size()));
      Hold.nothing(HELD, "further restarts", () -> BED.writes().stream().skip(all.size()).toList());
      daemon.stop();
    }

    assertThat(BED.writes()).extracting(AuditEvent::ref).containsExactlyInAnyOrderElementsOf(all);
    assertThat(BED.proofs()).extracting(AuditEvent::proved).containsAll(all);
    assertThat(proxies(REWRITTEN)).isEqualTo(Set.of(digest(Cluster.NEXT_TAG)));
    assertThat(proxies(PLAIN)).isEqualTo(Set.of(tag(Cluster.NEXT_TAG)));
  }

  @Test
  @Order(2)
  void a_new_process_finds_out_that_nothing_is_to_be_done() {
    Instant start = Instant.now();
    try (DaemonProcess daemon = BED.start("again", REQUIRED)) {
      daemon.awaitReady();
      Hold.nothing(HELD, "restarts of what is in sync", () -> BED.writesSince(start));
      assertThat(states(daemon, "in_sync")).isEqualTo(BED.fleet().refs().size());
      daemon.stop();
    }
  }

  @Test
  @Order(3)
  void plan_cannot_say_without_a_proof_and_calls_it_no_drift() {
    Map<Ref, Plan.Workload> plan = Plan.of(BED.cluster(), REQUIRED).byRef();

    assertThat(plan).containsOnlyKeys(BED.refs(REWRITTEN)).allSatisfy((ref, workload) -> {
      assertThat(workload.verdict()).isEqualTo("Unknown");
      assertThat(Set.of("IMAGE_REWRITTEN", "IMAGE_NOT_COMPARABLE")).contains(workload.why());
      assertThat(workload.action()).isEqualTo("none");
    });
  }

  @Test
  @Order(4)
  void without_the_right_to_ask_a_required_proof_holds_everything_back_with_a_reason() {
    new Rights(BED.cluster()).withhold("create", "pods");
    BED.cluster().upgrade(LAST_TAG);
    Instant start = Instant.now();
    try (DaemonProcess daemon = BED.start("forbidden", REQUIRED)) {
      daemon.awaitReady();
      Hold.nothing(HELD, "restarts without a proof", () -> BED.writesSince(start));

      assertThat(daemon.metrics().sum("driftless_deferred_workloads", Map.of("reason", "not_provable")))
          .isEqualTo(BED.refs(PLAIN).size());
      assertThat(states(daemon, "unknown")).isEqualTo(BED.refs(REWRITTEN).size());
      assertThat(daemon.output()).contains("create pods", "drift.proof");
      daemon.stop();
    }
  }

  @Test
  @Order(5)
  void a_preferred_proof_lets_go_what_cannot_be_mistaken_and_nothing_that_is_rewritten() {
    Instant start = Instant.now();
    try (DaemonProcess daemon = BED.start("preferring", PREFERRED)) {
      int plain = BED.refs(PLAIN).size();
      await("the plain ones").atMost(TO_CONVERGE).until(() -> TestBed.completed(daemon.awaitReady(), plain));
      Hold.nothing(HELD, "restarts of others", () -> BED.writesSince(start).stream().skip(plain).toList());

      assertThat(BED.writesSince(start)).extracting(AuditEvent::ref)
          .containsExactlyInAnyOrderElementsOf(BED.refs(PLAIN));
      assertThat(proxies(PLAIN)).isEqualTo(Set.of(tag(LAST_TAG)));
      assertThat(proxies(REWRITTEN)).isEqualTo(Set.of(digest(Cluster.NEXT_TAG)));
      daemon.stop();
    }
  }

  private static double states(DaemonProcess daemon, String state) {
    return daemon.metrics().sum("driftless_workloads", Map.of("state", state));
  }

  /** The images of all proxies in that namespace. */
  private static Set<String> proxies(String namespace) {
    return BED.refs(namespace).stream().flatMap(ref -> BED.pods().now(ref).stream())
        .map(pod -> pod.images().getOrDefault("istio-proxy", "none")).collect(Collectors.toSet());
  }

  private static String tag(String tag) {
    return "docker.io/istio/proxyv2:" + tag;
  }

  private static String digest(String tag) {
    return ImageRewriter.rewritten(tag(tag));
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(REWRITTEN, Map.of("istio-injection", "enabled")),
        Workloads.namespace(PLAIN, Map.of("istio-injection", "enabled")),
        Workloads.statefulSet(REWRITTEN, "db", 2),
        Workloads.deployment(PLAIN, "web", 2),
        Workloads.deployment(PLAIN, "api", 2)));
    for (int i = 0; i < DEPLOYMENTS; i++) {
      objects.add(Workloads.deployment(REWRITTEN, "web-" + i, 1 + i % 3));
    }
    return objects;
  }
}

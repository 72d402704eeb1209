package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A second revision beside the default one, and a namespace that moves to it by its labels. */
class SecondRevisionIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 4
        maxInFlightPerNamespace: 4
        rate: {restarts: 10, per: 5s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 20s
        soak: 1s
      """;
  private static final String CANARY = "canary";
  private static final String MOVING = "moving";
  private static final String STAYING = "staying";
  private static final int DEPLOYMENTS = 3;
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration TO_CONVERGE = Duration.ofSeconds(60);
  private static final Duration HELD = Duration.ofSeconds(10);

  @RegisterExtension
  static final TestBed BED = new TestBed("second-revision");


  /** What tells the proxy of a pod. */
  private record Sidecar(String revision, String tag) {}

  @BeforeAll
  static void install() {
    BED.cluster().revision(CANARY, Cluster.NEXT_TAG);
    BED.populate(objects());
  }

  @Test
  void a_relabelled_namespace_moves_and_no_other_is_touched() {
    try (DaemonProcess daemon = BED.start("daemon", CONFIG)) {
      daemon.awaitReady();
      Hold.nothing(BEFORE, "writes before any namespace moves", BED::writes);
      Set<String> staying = BED.uids(BED.refs(STAYING));

      relabel();
      await("all moved").atMost(TO_CONVERGE).until(() -> TestBed.completed(daemon, DEPLOYMENTS));
      Hold.nothing(HELD, "more writes than moved workloads",
          () -> BED.writes().stream().skip(DEPLOYMENTS).toList());

      assertThat(BED.writes()).extracting(AuditEvent::ref)
          .containsExactlyInAnyOrderElementsOf(BED.refs(MOVING));
      assertThat(sidecars(MOVING)).isEqualTo(Set.of(new Sidecar(CANARY, Cluster.NEXT_TAG)));
      assertThat(sidecars(STAYING)).isEqualTo(Set.of(new Sidecar("default", Cluster.FIRST_TAG)));
      assertThat(BED.uids(BED.refs(STAYING))).isEqualTo(staying);
      daemon.stop();
    }
  }

  private static void relabel() {
    BED.cluster().client().namespaces().withName(MOVING).edit(namespace -> new NamespaceBuilder(namespace)
        .editMetadata().removeFromLabels("istio-injection").addToLabels("istio.io/rev", CANARY).endMetadata().build());
  }

  private static Set<Sidecar> sidecars(String namespace) {
    return BED.cluster().client().pods().inNamespace(namespace).list().getItems().stream()
        .map(SecondRevisionIT::sidecar).collect(Collectors.toSet());
  }

  private static Sidecar sidecar(Pod pod) {
    String image = PodWatch.images(pod).get("istio-proxy");
    return new Sidecar(JsonMapper.shared().readTree(pod.getMetadata().getAnnotations().get("sidecar.istio.io/status"))
        .path("revision").asString(""), image.substring(image.lastIndexOf(':') + 1));
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    for (String namespace : List.of(MOVING, STAYING)) {
      objects.add(Workloads.namespace(namespace, Map.of("istio-injection", "enabled")));
      for (int i = 0; i < DEPLOYMENTS; i++) {
        objects.add(Workloads.deployment(namespace, "web-" + i, 2));
      }
    }
    return objects;
  }
}

package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One annotation on the daemon's own namespace stops everything at once, in the middle of much to do. */
class PauseIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 1s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 60
        maxInFlightPerNamespace: 60
        rate: {restarts: 4, per: 1s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 5m
        soak: 1s
        waves: []
      """;
  private static final String SHOP = "shop";
  private static final String OWN = "driftless-system";
  private static final String PAUSE = "driftless.dev/pause";
  private static final int WORKLOADS = 44;
  /** Every fourth has two pods to be evicted. */
  private static final int EVICTIONS = 2 * WORKLOADS / 4;
  private static final int BEFORE = 12;
  private static final Duration TO_STOP = Duration.ofSeconds(1);
  private static final Duration HELD = Duration.ofSeconds(10);
  private static final Duration TO_HAPPEN = Duration.ofSeconds(120);

  @RegisterExtension
  static final TestBed BED = new TestBed("pause");

  @BeforeAll
  static void upgrade() {
    BED.populate(objects());
    BED.cluster().upgrade(Cluster.NEXT_TAG);
  }

  @Test
  void a_pause_of_everything_holds_within_a_second_and_all_goes_on_afterwards() {
    try (DaemonProcess daemon = BED.start("daemon", CONFIG).awaitReady()) {
      await("much going on").atMost(TO_HAPPEN).pollInterval(Duration.ofMillis(20))
          .until(() -> BED.writes().size() >= BEFORE && !evictions().isEmpty());
      Instant paused = annotate("incident");
      Instant limit = paused.plus(TO_STOP);

      Hold.nothing(HELD, "writes more than a second after " + paused, () -> BED.writesSince(limit));

      int left = WORKLOADS + EVICTIONS - patches().size() - evictions().size();
      assertThat(left).as("left to do").isGreaterThan(WORKLOADS / 2);
      assertThat(BED.writesSince(paused.minusSeconds(2))).as("shortly before").hasSizeGreaterThanOrEqualTo(4);
      assertThat(daemon.metrics().sum("driftless_deferred_workloads", Map.of("reason", "on_pause")))
          .isPositive();

      Instant resumed = annotate(null);
      await("all restarted").atMost(TO_HAPPEN).until(() -> TestBed.completed(daemon, WORKLOADS));
      daemon.stop();
      assertThat(BED.writesSince(limit)).allMatch(write -> write.received().isAfter(resumed));
    }
    assertThat(patches()).extracting(AuditEvent::ref).containsExactlyInAnyOrderElementsOf(BED.fleet().refs());
    assertThat(evictions()).hasSize(EVICTIONS);
  }

  private static List<AuditEvent> patches() {
    return BED.writes().stream().filter(write -> write.verb().equals("patch")).toList();
  }

  private static List<AuditEvent> evictions() {
    return BED.writes().stream().filter(write -> write.resource().equals("pods/eviction") && !write.isDryRun()
        && write.code() < 300).toList();
  }

  /** @return when the API server had dealt with it */
  private static Instant annotate(String value) {
    BED.cluster().client().namespaces().withName(OWN).edit(namespace -> value == null
        ? new NamespaceBuilder(namespace).editMetadata().removeFromAnnotations(PAUSE).endMetadata().build()
        : new NamespaceBuilder(namespace).editMetadata().addToAnnotations(PAUSE, value).endMetadata().build());
    return BED.cluster().audit().find(event -> event.user().equals(Audit.ADMIN) && event.isWrite()
        && event.resource().equals("namespaces") && event.name().equals(OWN)).getLast().answered();
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects =
        new ArrayList<>(List.of(Workloads.namespace(SHOP, Map.of("istio-injection", "enabled"))));
    for (int i = 0; i < WORKLOADS; i++) {
      String name = "web-" + i;
      objects.add(i % 4 == 0 ? Workloads.replicaSet(SHOP, name, 2) : Workloads.deployment(SHOP, name, 1));
    }
    return objects;
  }
}

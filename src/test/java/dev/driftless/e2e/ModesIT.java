package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The modes that must leave everything as it is, on a mesh that was upgraded and nothing restarted. */
class ModesIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mesh: {settle: 3s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 4
        maxInFlightPerNamespace: 4
        rate: {restarts: 4, per: 2s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 20s
        soak: 1s
      """;
  private static final String SHOP = "shop";
  private static final Duration HELD = Duration.ofSeconds(20);
  private static final Duration TO_PRETEND = Duration.ofSeconds(30);

  @RegisterExtension
  static final TestBed BED = new TestBed("modes");

  private static Set<Ref> candidates;

  @BeforeAll
  static void upgrade() {
    BED.populate(objects());
    BED.cluster().upgrade(Cluster.NEXT_TAG);
    candidates = BED.candidates();
  }

  @Test
  void observe_writes_nothing() {
    Instant start = Instant.now();
    try (DaemonProcess daemon = BED.start("observe", CONFIG, "--mode", "observe")) {
      daemon.awaitReady();

      Hold.nothing(HELD, "writes in mode observe", () -> BED.writesSince(start));
      assertThat(BED.proofs()).filteredOn(proof -> proof.received().isAfter(start)).isEmpty();

      Metrics metrics = daemon.metrics();
      assertThat(metrics.sum("driftless_deferred_workloads", Map.of("reason", "mode_observe")))
          .isEqualTo(candidates.size());
      daemon.stop();
    }
  }

  @Test
  void dry_run_pretends_once_for_each_candidate_and_writes_nothing_else() {
    Instant start = Instant.now();
    Set<String> before = BED.uids(BED.fleet().refs());
    try (DaemonProcess daemon = BED.start("dry-run", CONFIG, "--mode", "dry-run")) {
      daemon.awaitReady();

      await("a write for each candidate").atMost(TO_PRETEND)
          .until(() -> BED.writesSince(start).size() >= candidates.size());
      Hold.nothing(HELD, "further writes in mode dry-run",
          () -> BED.writesSince(start).stream().skip(candidates.size()).toList());

      List<AuditEvent> writes = BED.writesSince(start);
      assertThat(writes).extracting(AuditEvent::ref).containsExactlyInAnyOrderElementsOf(candidates);
      assertThat(writes).allSatisfy(write -> {
        assertThat(write.verb()).isEqualTo("patch");
        assertThat(write.code()).isEqualTo(200);
        assertThat(write.isDryRun()).isTrue();
      });
      assertThat(BED.uids(BED.fleet().refs())).isEqualTo(before);
      daemon.stop();
    }
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.statefulSet(SHOP, "db", 2),
        Workloads.daemonSet(SHOP, "agent"),
        Workloads.job(SHOP, "job"),
        Workloads.barePod(SHOP, "bare")));
    for (int i = 0; i < 6; i++) {
      objects.add(Workloads.deployment(SHOP, "web-" + i, 2));
    }
    return objects;
  }
}

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

/** Alerts of a real Prometheus stop restarts, and so does its death. */
class AlertGateE2E {

  /** One after the other, slowly enough for something to be left when Prometheus dies. */
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 1
        rate: {restarts: 1, per: 8s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 5m
        soak: 1s
      gates: {prometheus: {url: "%s", alerts: "Node.*|EtcdDown"}}
      """;
  private static final String SHOP = "shop";
  private static final int DEPLOYMENTS = 12;
  /** An interval of asking, and some. */
  private static final Duration TO_HEAR = Duration.ofSeconds(30);
  private static final Duration HELD = Duration.ofSeconds(20);

  @RegisterExtension
  static final TestBed BED = new TestBed("alerts");

  @BeforeAll
  static void up() {
    List<HasMetadata> objects =
        new ArrayList<>(List.of(Workloads.namespace(SHOP, Map.of("istio-injection", "enabled"))));
    for (int i = 0; i < DEPLOYMENTS; i++) {
      objects.add(Workloads.deployment(SHOP, "web-" + i, 1));
    }
    BED.populate(objects);
  }

  @Test
  void nothing_is_restarted_while_an_alert_fires_nor_without_an_answer() {
    BED.cluster().upgrade(Cluster.NEXT_TAG);
    Instant start = Instant.now();
    try (PrometheusProcess prometheus = new PrometheusProcess((RealCluster) BED.cluster());
        DaemonProcess daemon = BED.start("gated", CONFIG.formatted(prometheus.url())).awaitReady()) {
      awaitDeferred(daemon, "alerts_firing", DEPLOYMENTS);
      Hold.nothing(HELD, "restarts while the alert fires", () -> BED.writesSince(start));

      prometheus.fire(false);
      await("a restart").atMost(TO_HEAR).until(() -> BED.writesSince(start).size() == 1);

      prometheus.kill();
      awaitDeferred(daemon, "alerts_unknown", 1);
      Instant unknown = Instant.now();
      assertThat(BED.writesSince(start).size()).isLessThan(DEPLOYMENTS);
      Hold.nothing(HELD, "restarts without an answer", () -> BED.writesSince(unknown));
      assertThat(daemon.output()).containsOnlyOnce("alerts unknown, nothing is restarted")
          .contains("Prometheus: cannot be reached");
      daemon.stop();
    }
  }

  private static void awaitDeferred(DaemonProcess daemon, String reason, int atLeast) {
    await(reason).atMost(TO_HEAR).until(() -> daemon.metrics()
        .sum("driftless_deferred_workloads", Map.of("reason", reason)) >= atLeast);
  }
}

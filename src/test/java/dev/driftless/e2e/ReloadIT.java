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

/** The configuration file of a running daemon changes, for better and for worse. */
class ReloadIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: %s
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 1
        rate: {restarts: 1, per: 4s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 5m
        soak: 1s
      """;
  private static final String SHOP = "shop";
  private static final int DEPLOYMENTS = 16;
  /** It is looked at every three seconds. */
  private static final Duration TO_RELOAD = Duration.ofSeconds(20);
  private static final Duration TO_RESTART = Duration.ofSeconds(60);
  private static final Duration HELD = Duration.ofSeconds(12);

  @RegisterExtension
  static final TestBed BED = new TestBed("reload");

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
  void what_is_valid_holds_within_seconds_and_what_is_not_changes_nothing() {
    BED.cluster().upgrade(Cluster.NEXT_TAG);
    Instant start = Instant.now();
    try (DaemonProcess daemon = BED.start("reloading", CONFIG.formatted("observe")).awaitReady()) {
      await("candidates").atMost(TO_RESTART).until(() -> daemon.metrics()
          .sum("driftless_deferred_workloads", Map.of("reason", "mode_observe")) == DEPLOYMENTS);
      assertThat(BED.writesSince(start)).isEmpty();

      daemon.reconfigure(CONFIG.formatted("enforce"));
      awaitRestarts(start, 1);
      assertThat(daemon.metrics().sum("driftless_config_reload_total", Map.of("result", "success"))).isEqualTo(1);

      daemon.reconfigure(CONFIG.formatted("sometimes"));
      await("refused").atMost(TO_RELOAD)
          .until(() -> daemon.metrics().sum("driftless_config_last_reload_successful") == 0);
      awaitRestarts(start, BED.writesSince(start).size() + 2);
      assertThat(daemon.output()).containsOnlyOnce("mode: 'sometimes' is not allowed");
      assertThat(daemon.statusOf("/readyz")).isEqualTo(200);

      daemon.reconfigure(CONFIG.formatted("observe"));
      await("accepted").atMost(TO_RELOAD)
          .until(() -> daemon.metrics().sum("driftless_config_last_reload_successful") == 1);
      Instant observing = Instant.now().plusSeconds(1);
      Hold.nothing(HELD, "restarts after they were forbidden", () -> BED.writesSince(observing));
      assertThat(BED.writesSince(start).size()).isLessThan(DEPLOYMENTS);
      daemon.stop();
    }
  }

  private static void awaitRestarts(Instant start, int count) {
    await(count + " restarts").atMost(TO_RESTART).until(() -> BED.writesSince(start).size() >= count);
  }
}

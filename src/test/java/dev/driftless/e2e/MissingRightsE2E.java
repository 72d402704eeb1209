package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
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

/** Rights that are not there: they are named, and others go on. The embedded cluster knows of no rights. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MissingRightsE2E {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: %s
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 4
        maxInFlightPerNamespace: 4
        rate: {restarts: 10, per: 5s}
        cooldown: {initial: 3s, max: 6s}
        deadline: 20s
        soak: 1s
      """;
  private static final String ENFORCE = CONFIG.formatted("enforce");
  private static final String SHOP = "shop";
  private static final int DEPLOYMENTS = 2;
  private static final Duration COOLDOWN = Duration.ofSeconds(3);
  /** Counts are brought up to date every second. */
  private static final Duration COUNTED = Duration.ofSeconds(4);
  private static final Duration TO_CONVERGE = Duration.ofSeconds(60);
  private static final Duration HELD = Duration.ofSeconds(8);

  @RegisterExtension
  static final TestBed BED = new TestBed("missing-rights");

  @BeforeAll
  static void populate() {
    BED.populate(objects());
  }

  @Test
  @Order(1)
  void a_missing_right_to_read_is_named_and_nothing_is_written_until_it_is_given() {
    BED.cluster().upgrade(Cluster.NEXT_TAG);
    Instant start = Instant.now();
    Rights rights = new Rights(BED.cluster());
    List<PolicyRule> before = rights.withhold("list", "poddisruptionbudgets");
    Plan plan = Plan.of(BED.cluster(), ENFORCE);

    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.errors()).contains("list of /apis/policy/v1/poddisruptionbudgets").contains("forbidden");
    try (DaemonProcess daemon = BED.start("blind", ENFORCE)) {
      await("named").atMost(TO_CONVERGE)
          .until(() -> daemon.output().contains("list poddisruptionbudgets.policy"));
      Hold.nothing(HELD, "writes of a daemon that cannot see budgets", () -> BED.writesSince(start));
      assertThat(daemon.statusOf("/readyz")).isNotEqualTo(200);

      rights.give(before);
      await("goes on").atMost(TO_CONVERGE).until(() -> TestBed.completed(daemon.awaitReady(), DEPLOYMENTS + 1));
      daemon.stop();
    }
  }

  @Test
  @Order(2)
  void a_missing_right_to_write_is_named_and_tried_ever_more_rarely_while_all_others_go_on() {
    BED.cluster().upgrade("1.32.2");
    Instant start = Instant.now();
    new Rights(BED.cluster()).withhold("patch", "daemonsets");
    try (DaemonProcess daemon = BED.start("refused", CONFIG.formatted("observe")).awaitReady()) {
      assertThat(daemon.output()).doesNotContain("patch daemonsets.apps");
      daemon.reconfigure(ENFORCE);
      await("the others").atMost(TO_CONVERGE).until(() -> TestBed.completed(daemon, DEPLOYMENTS));
      assertThat(daemon.output()).contains("patch daemonsets.apps");
      await("refused again").atMost(TO_CONVERGE).until(() -> refusedSince(start).size() >= 3);

      List<AuditEvent> refused = refusedSince(start);
      assertThat(refused).extracting(AuditEvent::ref).containsOnly(new Ref("DaemonSet", SHOP, "agent"));
      assertThat(Duration.between(refused.get(0).received(), refused.get(1).received())).isGreaterThan(COOLDOWN);
      assertThat(Duration.between(refused.get(1).received(), refused.get(2).received()))
          .isGreaterThan(COOLDOWN.multipliedBy(2));
      await("counted").atMost(COUNTED).until(
          () -> daemon.metrics().sum("driftless_deferred_workloads", Map.of("reason", "refused")) == 1);
      daemon.stop();
    }
  }

  private static List<AuditEvent> refusedSince(Instant start) {
    return BED.writesSince(start).stream().filter(write -> write.code() == 403).toList();
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.daemonSet(SHOP, "agent")));
    for (int i = 0; i < DEPLOYMENTS; i++) {
      objects.add(Workloads.deployment(SHOP, "web-" + i, 2));
    }
    return objects;
  }
}

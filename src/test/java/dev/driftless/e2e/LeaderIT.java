package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
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

/** Two replicas of which one acts, whatever happens to it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Programs.LONG)
class LeaderIT {

  /** One after the other, and long enough between two for somebody to step in. */
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 1
        maxInFlightPerNamespace: 1
        rate: {restarts: 1, per: 2s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 5m
        soak: 3s
      """;
  private static final String SHOP = "shop";
  private static final Duration TO_LEAD = Duration.ofSeconds(5);
  /** The lease, and two rounds. */
  private static final Duration TO_TAKE_OVER = Duration.ofSeconds(20);
  /** A new leader first hears of each kind of object again, which bookmarks do about once a minute. */
  private static final Duration TO_ACT = Duration.ofSeconds(120);
  private static final Duration TO_CONVERGE = Duration.ofSeconds(150);

  @RegisterExtension
  static final TestBed BED = new TestBed("leader");

  @BeforeAll
  static void up() {
    BED.populate(objects());
  }

  @Test
  @Order(1)
  void who_is_asked_to_stop_hands_over_within_seconds() {
    BED.cluster().upgradeInjector(Cluster.NEXT_TAG);
    int candidates = BED.candidates().size();
    try (DaemonProcess leader = BED.start("asked", CONFIG).awaitReady();
        DaemonProcess standby = BED.start("following", CONFIG)) {
      awaitLeading(leader, TO_LEAD);
      standby.awaitReady();
      await("the standby judges").untilAsserted(() -> assertThat(standby.metrics()
          .sum("driftless_deferred_workloads", Map.of("reason", "not_leader"))).isEqualTo(candidates));
      assertThat(isLeading(standby)).isFalse();
      String before = lease().getHolderIdentity();

      leader.stop();

      awaitLeading(standby, TO_LEAD);
      assertThat(lease().getHolderIdentity()).isNotEqualTo(before);
      standby.stop();
      assertThat(lease().getHolderIdentity()).isNullOrEmpty();
    }
  }

  @Test
  @Order(2)
  void who_was_stopped_for_longer_than_its_lease_writes_nothing_any_more_and_ends() {
    BED.cluster().upgrade(Cluster.NEXT_TAG);
    Set<Ref> candidates = BED.candidates();
    assertThat(candidates).hasSize(8);
    Instant start = Instant.now();
    try (DaemonProcess old = BED.start("old", CONFIG).awaitReady()) {
      awaitLeading(old, TO_LEAD);
      try (DaemonProcess next = BED.start("next", CONFIG).awaitReady()) {
        await("a restart under way").atMost(TO_ACT).pollInterval(Duration.ofMillis(50)).until(() -> {
          Metrics metrics = old.metrics();
          return restarts(metrics) >= 1 && metrics.sum("driftless_rollouts_in_flight") == 1;
        });

        old.signal("STOP");
        int writesOfOld = BED.writesSince(start).size();
        String holder = lease().getHolderIdentity();
        awaitLeading(next, TO_TAKE_OVER);
        Instant takenOver = Instant.now();
        await("a restart by the next").atMost(TO_ACT).until(() -> restarts(next.metrics()) >= 1);
        old.signal("CONT");

        assertThat(old.awaitExit()).isEqualTo(75);
        await("all restarted, and no slot taken").atMost(TO_CONVERGE)
            .until(() -> BED.writesSince(start).size() >= candidates.size()
                && next.metrics().sum("driftless_rollouts_in_flight") == 0);
        assertThat(BED.writesSince(start)).extracting(AuditEvent::ref)
            .containsExactlyInAnyOrderElementsOf(candidates);
        assertThat(BED.writesSince(start).size() - writesOfOld).as("writes that are not the next one's")
            .isEqualTo((int) next.metrics().sum("driftless_restarts_total"));
        assertThat(holdersSince(takenOver)).hasSize(1).doesNotContain(holder);
        next.stop();
      }
    }
  }

  private static double restarts(Metrics metrics) {
    return metrics.sum("driftless_restarts_total", Map.of("result", "success"));
  }

  private static boolean isLeading(DaemonProcess daemon) {
    return daemon.metrics().sum("driftless_leader") == 1;
  }

  private static void awaitLeading(DaemonProcess daemon, Duration limit) {
    await("leading").atMost(limit).pollInterval(Duration.ofMillis(100)).until(() -> isLeading(daemon));
  }

  private static LeaseSpec lease() {
    return BED.cluster().client().leases().inNamespace("driftless-system").withName("driftless").require().getSpec();
  }

  private static Set<String> holdersSince(Instant start) {
    return BED.cluster().audit().writesOfDaemon().stream()
        .filter(write -> write.isLease() && write.received().isAfter(start))
        .map(write -> write.body().at("/spec/holderIdentity").asString("")).collect(Collectors.toSet());
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects =
        new ArrayList<>(List.of(Workloads.namespace(SHOP, Map.of("istio-injection", "enabled"))));
    for (int i = 0; i < 8; i++) {
      objects.add(Workloads.deployment(SHOP, "web-" + i, 2));
    }
    return objects;
  }
}

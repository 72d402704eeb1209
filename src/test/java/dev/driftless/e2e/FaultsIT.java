package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
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

/** Networks and API servers fail in the middle of an upgrade: no restart is lost, and none happens twice. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Programs.LONG)
class FaultsIT {

  /** The cooldown is short, so that it cannot hide a second restart. */
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 3s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 2
        maxInFlightPerNamespace: 2
        rate: {restarts: 4, per: 2s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 5m
        soak: 1s
      """;
  /** An outage of ten seconds ends who leads under a lease; this is about a process that outlives it. */
  private static final String ALONE = "--leader-elect=false";
  private static final String SHOP = "shop";
  private static final Duration TO_CONVERGE = Duration.ofMinutes(3);
  private static final Duration HELD = Duration.ofSeconds(10);

  @RegisterExtension
  static final TestBed BED = new TestBed("faults");

  @BeforeAll
  static void up() {
    BED.populate(objects());
  }

  @Test
  @Order(1)
  void answers_lost_after_the_write_and_cut_connections_repeat_nothing() {
    Set<Ref> candidates = upgrade("1.32.0");
    Instant start = Instant.now();
    try (ForgetfulProxy proxy = new ForgetfulProxy(BED.cluster());
        DaemonProcess daemon = BED.start("cut", proxy.kubeconfig(), CONFIG)) {
      proxy.loseAnswers(2);
      for (int restarted = 2; restarted <= candidates.size(); restarted += 2) {
        int enough = restarted;
        await("restarts").atMost(TO_CONVERGE).until(() -> writesSince(start).size() >= enough);
        proxy.cut();
      }
      awaitVerified(daemon, candidates.size());

      assertThat(proxy.answersLost()).isEqualTo(2);
      assertOneRestartEach(candidates, start);
      daemon.stop();
    }
  }

  @Test
  @Order(2)
  void a_restart_of_the_api_server_repeats_nothing_and_loses_nothing() {
    Set<Ref> candidates = upgrade("1.32.2");
    Instant start = Instant.now();
    try (DaemonProcess daemon = BED.start("outage", CONFIG, ALONE)) {
      await("a restart").atMost(TO_CONVERGE).until(() -> !writesSince(start).isEmpty());
      BED.cluster().stopApiServer();
      BED.cluster().startApiServer();
      awaitVerified(daemon, candidates.size());

      assertOneRestartEach(candidates, start);
      daemon.stop();
    }
  }

  @Test
  @Order(3)
  void expired_watches_are_listed_anew_and_repeat_nothing() {
    Set<Ref> candidates = upgrade("1.32.3");
    Instant start = Instant.now();
    try (ForgetfulProxy proxy = new ForgetfulProxy(BED.cluster());
        DaemonProcess daemon = BED.start("expired", proxy.kubeconfig(), CONFIG, ALONE)) {
      await("a restart").atMost(TO_CONVERGE).until(() -> !writesSince(start).isEmpty());
      proxy.block();
      Instant blocked = Instant.now();
      String seenLast = BED.cluster().client().apps().deployments().inAnyNamespace().list().getMetadata()
          .getResourceVersion();
      BED.fleet().touch("unseen by the daemon");
      BED.cluster().stopApiServer();
      BED.cluster().startApiServer();
      assertThat(watchFrom(seenLast)).as("a watch from before").contains("\"code\":410");
      proxy.unblock();
      awaitVerified(daemon, candidates.size());

      assertThat(listsSince(blocked)).contains("pods", "deployments", "statefulsets", "daemonsets", "replicasets");
      assertOneRestartEach(candidates, start);
      daemon.stop();
    }
  }

  private static String watchFrom(String resourceVersion) {
    return BED.cluster().client()
        .raw("/apis/apps/v1/deployments?watch=true&timeoutSeconds=1&resourceVersion=" + resourceVersion);
  }

  private static Set<String> listsSince(Instant start) {
    return BED.cluster().audit().ofDaemon().stream()
        .filter(event -> event.verb().equals("list") && event.received().isAfter(start))
        .map(AuditEvent::resource).collect(Collectors.toSet());
  }

  private static Set<Ref> upgrade(String tag) {
    BED.cluster().upgrade(tag);
    Set<Ref> candidates = BED.candidates();
    assertThat(candidates).hasSize(6);
    return candidates;
  }

  private static void awaitVerified(DaemonProcess daemon, int count) {
    await("all verified").atMost(TO_CONVERGE).until(() -> TestBed.completed(daemon, count));
  }

  private static void assertOneRestartEach(Set<Ref> candidates, Instant start) {
    Hold.nothing(HELD, "further restarts",
        () -> writesSince(start).stream().skip(candidates.size()).toList());
    assertThat(writesSince(start)).extracting(AuditEvent::ref).containsExactlyInAnyOrderElementsOf(candidates);
  }

  /** The writes that the API server has applied. */
  private static List<AuditEvent> writesSince(Instant start) {
    return BED.writesSince(start).stream().filter(event -> event.code() == 200).toList();
  }

  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.statefulSet(SHOP, "db", 2),
        Workloads.daemonSet(SHOP, "agent")));
    for (int i = 0; i < 4; i++) {
      objects.add(Workloads.deployment(SHOP, "web-" + i, 2));
    }
    return objects;
  }
}

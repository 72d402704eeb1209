package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
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

/** A mesh upgrade to a proxy that cannot be pulled, and then one to a proxy that can. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Programs.LONG)
class BrokenImageIT {

  private static final int WORKLOADS = 60;
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 10
        maxInFlightPerNamespace: 10
        rate: {restarts: 30, per: 5s}
        cooldown: {initial: 10s, max: 20s}
        deadline: 8s
        soak: 3s
      """;
  private static final String GOOD_TAG = "1.32.2";
  private static final String SHOP = "shop";
  private static final Duration TO_FAIL = Duration.ofSeconds(30);
  private static final Duration HELD = Duration.ofSeconds(25);
  private static final Duration AGAIN = Duration.ofSeconds(12);
  private static final Duration TO_CONVERGE = Duration.ofSeconds(120);

  @RegisterExtension
  static final TestBed BED = new TestBed("broken-image");

  private static DaemonProcess daemon;
  private static Instant upgraded;
  private static Set<Ref> failed;

  @BeforeAll
  static void upgrade() {
    BED.populate(objects());
    daemon = BED.start("daemon", CONFIG).awaitReady();
    upgraded = Instant.now();
    BED.cluster().upgrade(Cluster.BROKEN_TAG);
    await("the canary timed out").atMost(TO_FAIL).until(() -> rollouts("timed_out") == 1);
    failed = writes().stream().map(AuditEvent::ref).collect(Collectors.toSet());
  }

  @Test
  @Order(1)
  void after_the_canary_nothing_more_is_restarted() {
    Hold.nothing(HELD, "further writes after " + failed, () -> writes().stream().skip(1).toList());

    assertThat(failed).hasSize(1);
    assertThat(daemon.metrics().sum("driftless_breaker_open")).isEqualTo(1);
    assertThat(daemon.output()).containsPattern("ErrImagePull|ImagePullBackOff");
    assertThat(rollouts("timed_out")).isEqualTo(1);
    assertThat(deferred("failed")).isEqualTo(1);
    assertThat(deferred("breaker_open")).isEqualTo(WORKLOADS - 1);
    assertThat(Plan.of(BED.cluster(), CONFIG).byRef()).containsOnlyKeys(BED.fleet().refs())
        .allSatisfy((ref, workload) -> assertThat(workload.deferred()).as(ref.toString())
            .containsKey(failed.contains(ref) ? "FAILED" : "BREAKER_OPEN"));
  }

  @Test
  @Order(2)
  void a_new_process_knows_what_failed_and_restarts_nothing_either() {
    daemon.stop();
    daemon = BED.start("again", CONFIG).awaitReady();

    Hold.nothing(AGAIN, "writes of the new process", () -> writes().stream().skip(1).toList());

    assertThat(deferred("breaker_open")).isEqualTo(WORKLOADS - 1);
  }

  @Test
  @Order(3)
  void pods_of_all_others_stay_ready_and_the_failed_ones_lose_no_more_than_their_strategy_allows() {
    Map<Ref, Integer> sizes = BED.fleet().sizes();

    assertThat(BED.fleet().refs()).filteredOn(ref -> !failed.contains(ref))
        .allSatisfy(ref -> assertThat(BED.pods().all()).filteredOn(
            sight -> sight.isOf(ref) && sight.at().isAfter(upgraded)).allMatch(PodWatch.Sight::ready));
    assertThat(failed).allSatisfy(ref -> assertThat(ready(ref)).as(ref.toString())
        .isEqualTo(ref.kind().equals("Deployment") ? sizes.get(ref) : sizes.get(ref) - 1));
  }

  @Test
  @Order(4)
  void a_good_version_brings_all_there_without_a_person() {
    BED.cluster().upgrade(GOOD_TAG);

    await("all converged").atMost(TO_CONVERGE).until(() -> BED.fleet().refs().stream().allMatch(BrokenImageIT::isGood)
        && rollouts("completed") == BED.fleet().refs().size());
    assertThat(daemon.metrics().sum("driftless_breaker_open")).isZero();
    daemon.stop();

    Map<Ref, Long> patches = writes().stream().collect(Collectors.groupingBy(AuditEvent::ref, Collectors.counting()));
    assertThat(patches).isEqualTo(BED.fleet().refs().stream()
        .collect(Collectors.toMap(ref -> ref, ref -> failed.contains(ref) ? 2L : 1L)));
    assertThat(Plan.of(BED.cluster(), CONFIG).refs()).isEmpty();
    assertWaves();
  }

  /** The canary, a twentieth and a quarter: none begins before those before it have rolled out. */
  private static void assertWaves() {
    List<AuditEvent> again = writes().subList(1, 1 + WORKLOADS);
    List<Rollouts.Rollout> good = Rollouts.of(again, BED.pods(), BED.fleet().sizes()).all();
    for (int wave : List.of(1, WORKLOADS * 5 / 100, WORKLOADS * 25 / 100)) {
      Instant next = good.get(wave).start();
      assertThat(good.subList(0, wave)).as("the first " + wave + " have ended at " + next)
          .allSatisfy(rollout -> assertThat(rollout.end().orElseThrow()).isBefore(next));
    }
  }

  private static boolean isGood(Ref ref) {
    return BED.pods().now(ref).size() == BED.fleet().sizes().get(ref) && BED.pods().now(ref).stream()
        .allMatch(pod -> pod.ready() && pod.images().get("istio-proxy").endsWith(":" + GOOD_TAG));
  }

  private static long ready(Ref ref) {
    return BED.pods().now(ref).stream().filter(PodWatch.Sight::ready).count();
  }

  private static List<AuditEvent> writes() {
    return BED.writes();
  }

  private static double rollouts(String outcome) {
    return daemon.metrics().sum("driftless_rollouts_total", Map.of("outcome", outcome));
  }

  private static double deferred(String reason) {
    return daemon.metrics().sum("driftless_deferred_workloads", Map.of("reason", reason));
  }

  /** The longer of a Deployment's own deadline and the daemon's counts. */
  private static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.daemonSet(SHOP, "agent")));
    for (int i = 1; i < WORKLOADS; i++) {
      objects.add(new DeploymentBuilder(Workloads.deployment(SHOP, "web-" + i, 2)).editSpec()
          .withProgressDeadlineSeconds(5).endSpec().build());
    }
    return objects;
  }
}

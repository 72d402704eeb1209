package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Workloads whose owner replaces no pod by itself are restarted by one eviction after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Programs.LONG)
class EvictionIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 20
        maxInFlightPerNamespace: 20
        rate: {restarts: 2, per: 2s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 60s
        soak: 1s
      """;
  private static final String SHOP = "shop";
  private static final String HALTED = "halted";
  private static final Ref STOPPED = new Ref("StatefulSet", HALTED, "stopped");
  private static final Map<Ref, Integer> SIZES = Map.of(
      new Ref("StatefulSet", SHOP, "db"), 3,
      new Ref("DaemonSet", SHOP, "agent"), 2,
      new Ref("ReplicaSet", SHOP, "bare"), 2,
      new Ref("ReplicationController", SHOP, "old"), 2,
      STOPPED, 3);
  private static final Duration TO_RESTART = Duration.ofSeconds(120);
  private static final String LATER_TAG = "1.32.2";
  private static final Duration TO_HEAL = Duration.ofMinutes(3);
  private static final Duration HELD = Duration.ofSeconds(8);

  @RegisterExtension
  static final TestBed BED = new TestBed("eviction");

  @BeforeAll
  static void upgrade() {
    BED.populate(objects());
    BED.cluster().client().resource(new PodDisruptionBudgetBuilder()
        .withNewMetadata().withNamespace(SHOP).withName("db").endMetadata()
        .withNewSpec().withMinAvailable(new IntOrString(2))
        .withNewSelector().addToMatchLabels(Workloads.APP, "db").endSelector().endSpec().build()).create();
    BED.cluster().upgrade(Cluster.NEXT_TAG);
  }

  @Test
  @Order(1)
  void each_is_marked_once_and_its_pods_go_one_at_a_time_also_around_a_pause_and_a_change_of_leaders() {
    try (Bustle bustle = new Bustle(BED.cluster().client());
        DaemonProcess daemon = BED.start("enforce", CONFIG, "--mode", "enforce").awaitReady()) {
      await("a first eviction").atMost(TO_RESTART).until(() -> !evictions(HALTED).isEmpty());
      pause("true");
      await("half done").atMost(TO_RESTART).until(() -> halfDone(daemon) == 1);
      int done = evictions(HALTED).size();
      assertThat(done).isLessThan(3);
      DaemonProcess next = BED.start("next", CONFIG, "--mode", "enforce").awaitReady();
      daemon.stop();
      Hold.nothing(HELD, "evictions while paused", () -> evictions(HALTED).subList(done, evictions(HALTED).size()));
      await("half done for the next one too").atMost(TO_RESTART).until(() -> halfDone(next) == 1);
      pause("false");
      await("all restarted").atMost(TO_RESTART).until(() -> areAll(Cluster.NEXT_TAG, next));
      bustle.stop();
      next.stop();
    }
    assertThat(BED.writes()).filteredOn(write -> write.verb().equals("patch")).extracting(AuditEvent::ref)
        .containsExactlyInAnyOrderElementsOf(SIZES.keySet());
    assertThat(evictions(SHOP)).hasSize(9);
    assertThat(evictions(HALTED)).hasSize(3);
    assertThat(SIZES).allSatisfy((ref, size) ->
        assertThat(fewestReady(ref, size)).as(ref.toString()).isEqualTo(size - 1));
  }

  private static double halfDone(DaemonProcess daemon) {
    return daemon.metrics().sum("driftless_deferred_workloads", Map.of("reason", "half_done"));
  }

  @Test
  @Order(2)
  void a_pod_that_comes_back_without_its_sidecar_stops_all_evictions_until_there_is_an_injector_again() {
    BED.cluster().upgrade(LATER_TAG);
    Instant start = Instant.now();
    try (DaemonProcess daemon = BED.start("bared", CONFIG, "--mode", "enforce").awaitReady()) {
      await("evictions").atMost(TO_RESTART).pollInterval(Duration.ofMillis(10))
          .until(() -> evictionsSince(start).size() == 2);
      MutatingWebhookConfiguration injector = injector().require();
      injector().delete();
      Instant gone = Instant.now();
      Hold.nothing(HELD, "evictions while nothing injects", () -> evictionsSince(gone.plusSeconds(1)));
      int evicted = evictionsSince(start).size();
      List<PodWatch.Sight> bare = SIZES.keySet().stream().flatMap(ref -> BED.pods().now(ref).stream())
          .filter(pod -> !pod.images().containsKey("istio-proxy")).toList();
      assertThat(bare).isNotEmpty().hasSizeLessThanOrEqualTo(evicted);

      BED.cluster().client().resource(new MutatingWebhookConfigurationBuilder(injector).editMetadata()
          .withResourceVersion(null).withUid(null).withCreationTimestamp(null).withManagedFields(List.of())
          .endMetadata().build()).create();

      await("all healed").atMost(TO_HEAL).until(() -> areAll(LATER_TAG, daemon));
      daemon.stop();
      assertThat(evictionsSince(start)).hasSize(12 + bare.size());
    }
  }

  private static Resource<MutatingWebhookConfiguration> injector() {
    return BED.cluster().client().admissionRegistration().v1().mutatingWebhookConfigurations()
        .withName("istio-sidecar-injector");
  }

  private static boolean areAll(String tag, DaemonProcess daemon) {
    return daemon.metrics().sum("driftless_rollouts_in_flight") == 0
        && SIZES.entrySet().stream().allMatch(entry -> isAll(tag, BED.pods().now(entry.getKey()), entry.getValue()));
  }

  private static boolean isAll(String tag, List<PodWatch.Sight> pods, int size) {
    return pods.size() == size && pods.stream()
        .allMatch(pod -> pod.ready() && pod.images().getOrDefault("istio-proxy", "").endsWith(":" + tag));
  }

  private static List<AuditEvent> evictionsSince(Instant start) {
    return Stream.of(SHOP, HALTED).flatMap(namespace -> evictions(namespace).stream())
        .filter(eviction -> eviction.received().isAfter(start)).toList();
  }

  private static List<AuditEvent> evictions(String namespace) {
    return BED.writes().stream().filter(write -> write.resource().equals("pods/eviction") && !write.isDryRun()
        && write.namespace().equals(namespace) && write.code() < 300).toList();
  }

  /** Since all were ready for the first time. */
  private static int fewestReady(Ref ref, int size) {
    Map<String, PodWatch.Sight> pods = new HashMap<>();
    int fewest = Integer.MAX_VALUE;
    boolean complete = false;
    for (PodWatch.Sight sight : BED.pods().all()) {
      if (sight.isOf(ref)) {
        pods.put(sight.uid(), sight);
        int ready = (int) pods.values().stream().filter(PodWatch.Sight::ready).count();
        complete |= ready == size;
        fewest = complete ? Math.min(fewest, ready) : fewest;
      }
    }
    return fewest;
  }

  private static void pause(String value) {
    BED.cluster().client().namespaces().withName(HALTED).edit(namespace -> new NamespaceBuilder(namespace)
        .editMetadata().addToAnnotations("driftless.dev/pause", value).endMetadata().build());
  }

  private static List<HasMetadata> objects() {
    return List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.namespace(HALTED, Map.of("istio-injection", "enabled")),
        byHand(SHOP, "db"),
        byHand(HALTED, STOPPED.name()),
        new DaemonSetBuilder(Workloads.daemonSet(SHOP, "agent")).editSpec()
            .withNewUpdateStrategy().withType("OnDelete").endUpdateStrategy().endSpec().build(),
        Workloads.replicaSet(SHOP, "bare", 2),
        Workloads.replicationController(SHOP, "old", 2));
  }

  private static StatefulSet byHand(String namespace, String name) {
    return new StatefulSetBuilder(Workloads.statefulSet(namespace, name, 3)).editSpec()
        .withNewUpdateStrategy().withType("OnDelete").endUpdateStrategy().endSpec().build();
  }
}

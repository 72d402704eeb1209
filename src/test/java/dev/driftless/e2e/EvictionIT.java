package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Workloads whose owner replaces no pod by itself are restarted by one eviction after the other. */
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
  void each_is_marked_once_and_its_pods_go_one_at_a_time_also_around_a_pause() {
    try (DaemonProcess daemon = BED.start("enforce", CONFIG, "--mode", "enforce")) {
      daemon.awaitReady();
      await("a first eviction").atMost(TO_RESTART).until(() -> !evictions(HALTED).isEmpty());
      pause("true");
      await("half done").atMost(TO_RESTART).until(() -> daemon.metrics()
          .sum("driftless_deferred_workloads", Map.of("reason", "half_done")) == 1);
      int done = evictions(HALTED).size();
      assertThat(done).isLessThan(3);
      Hold.nothing(HELD, "evictions while paused", () -> evictions(HALTED).subList(done, evictions(HALTED).size()));
      pause("false");
      await("all restarted").atMost(TO_RESTART).until(() -> TestBed.completed(daemon, SIZES.size()));
      daemon.stop();
    }
    assertThat(BED.writes()).filteredOn(write -> write.verb().equals("patch")).extracting(AuditEvent::ref)
        .containsExactlyInAnyOrderElementsOf(SIZES.keySet());
    assertThat(evictions(SHOP)).hasSize(9);
    assertThat(evictions(HALTED)).hasSize(3);
    assertThat(SIZES).allSatisfy((ref, size) -> {
      assertThat(fewestReady(ref, size)).as(ref.toString()).isEqualTo(size - 1);
      assertThat(BED.pods().now(ref)).hasSize(size)
          .allSatisfy(pod -> assertThat(pod.images().get("istio-proxy")).endsWith(":" + Cluster.NEXT_TAG));
    });
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

package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Workloads that are drifted like any other, but that a restart would harm or not reach. */
class HoldOutsIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 20
        maxInFlightPerNamespace: 20
        rate: {restarts: 20, per: 1s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 20s
        soak: 1s
      """;
  private static final String SHOP = "shop";
  private static final Ref WITNESS = new Ref("Deployment", SHOP, "witness");
  private static final Ref PAUSED = new Ref("Deployment", SHOP, "paused");
  private static final Ref CRASHING = new Ref("Deployment", SHOP, "crashing");
  private static final Ref UNREADABLE = new Ref("Deployment", SHOP, "unreadable");
  private static final Map<Ref, String> HELD_OUT = Map.of(
      PAUSED, "PAUSED",
      CRASHING, "NOT_AVAILABLE",
      UNREADABLE, "WINDOW_UNREADABLE",
      new Ref("Deployment", SHOP, "guarded"), "PDB_NEVER_ALLOWS",
      new Ref("Deployment", SHOP, "recreated"), "NEEDS_DOWNTIME",
      new Ref("StatefulSet", SHOP, "single"), "NEEDS_DOWNTIME",
      new Ref("StatefulSet", SHOP, "by-hand"), "ON_DELETE",
      new Ref("DaemonSet", SHOP, "agent-by-hand"), "ON_DELETE",
      new Ref("ReplicaSet", SHOP, "bare"), "ON_DELETE",
      new Ref("StatefulSet", SHOP, "parted"), "PARTITIONED");
  private static final Duration TO_RESTART = Duration.ofSeconds(30);
  private static final Duration HELD = Duration.ofSeconds(10);

  @RegisterExtension
  static final TestBed BED = new TestBed("hold-outs");


  @BeforeAll
  static void upgrade() {
    BED.populate(objects());
    forbid();
    pause();
    hold();
    crash();
    BED.cluster().upgrade(Cluster.NEXT_TAG);
  }

  @Test
  void only_the_ordinary_one_is_restarted_and_each_other_has_its_reason() {
    try (DaemonProcess daemon = BED.start("enforce", CONFIG, "--mode", "enforce")) {
      daemon.awaitReady();
      await("the ordinary one restarted").atMost(TO_RESTART).until(() -> TestBed.completed(daemon, 1));

      Hold.nothing(HELD, "writes to another than the ordinary one",
          () -> BED.writes().stream().filter(write -> !write.ref().equals(WITNESS)).toList());

      daemon.stop();
    }
    Map<Ref, Plan.Workload> plan = Plan.of(BED.cluster(), CONFIG).byRef();
    assertThat(BED.writes()).extracting(AuditEvent::ref).containsExactly(WITNESS);
    assertThat(BED.pods().now(WITNESS)).hasSize(2)
        .allSatisfy(pod -> assertThat(pod.images().get("istio-proxy")).endsWith(":" + Cluster.NEXT_TAG));
    assertThat(plan).containsOnlyKeys(HELD_OUT.keySet());
    assertThat(HELD_OUT).allSatisfy((ref, reason) -> {
      assertThat(plan.get(ref).verdict()).as(ref.toString()).isEqualTo("Drifted");
      assertThat(plan.get(ref).deferred()).as(ref.toString()).containsKey(reason);
    });
    assertThat(plan.get(UNREADABLE).deferred().get("WINDOW_UNREADABLE")).contains("Someday");
  }

  private static List<HasMetadata> objects() {
    return List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.deployment(SHOP, WITNESS.name(), 2),
        Workloads.deployment(SHOP, PAUSED.name(), 2),
        Workloads.deployment(SHOP, CRASHING.name(), 1),
        new DeploymentBuilder(Workloads.deployment(SHOP, UNREADABLE.name(), 2)).editMetadata()
            .addToAnnotations("driftless.dev/window", "Mon,Someday 22:00+6h Europe/Berlin").endMetadata().build(),
        guarded(),
        new DeploymentBuilder(Workloads.deployment(SHOP, "recreated", 2)).editSpec()
            .withNewStrategy().withType("Recreate").endStrategy().endSpec().build(),
        Workloads.statefulSet(SHOP, "single", 1),
        byHand(),
        Workloads.replicaSet(SHOP, "bare", 2),
        new DaemonSetBuilder(Workloads.daemonSet(SHOP, "agent-by-hand")).editSpec()
            .withNewUpdateStrategy().withType("OnDelete").endUpdateStrategy().endSpec().build(),
        new StatefulSetBuilder(Workloads.statefulSet(SHOP, "parted", 2)).editSpec()
            .withNewUpdateStrategy().withType("RollingUpdate").withNewRollingUpdate().withPartition(2)
            .endRollingUpdate().endUpdateStrategy().endSpec().build());
  }

  private static StatefulSet byHand() {
    return new StatefulSetBuilder(Workloads.statefulSet(SHOP, "by-hand", 2)).editSpec()
        .withNewUpdateStrategy().withType("OnDelete").endUpdateStrategy().endSpec().build();
  }

  private static Deployment guarded() {
    return new DeploymentBuilder(Workloads.deployment(SHOP, "guarded", 2)).editSpec()
        .withNewStrategy().withType("RollingUpdate").withNewRollingUpdate().withMaxUnavailable(new IntOrString(1))
        .endRollingUpdate().endStrategy().endSpec().build();
  }

  /** A budget that allows nothing, which Kubernetes itself does not hold a rollout to. */
  private static void forbid() {
    BED.cluster().client().resource(new PodDisruptionBudgetBuilder()
        .withNewMetadata().withNamespace(SHOP).withName("guarded").endMetadata()
        .withNewSpec().withMaxUnavailable(new IntOrString(0))
        .withNewSelector().addToMatchLabels(Workloads.APP, "guarded").endSelector().endSpec().build()).create();
  }

  /** A Deployment that is created paused would get no pods. */
  private static void pause() {
    BED.cluster().client().apps().deployments().inNamespace(SHOP).withName(PAUSED.name())
        .edit(deployment -> new DeploymentBuilder(deployment).editSpec().withPaused(true).endSpec().build());
  }

  /** New templates that come only to those pods that their owner deletes. */
  private static void hold() {
    var apps = BED.cluster().client().apps();
    apps.statefulSets().inNamespace(SHOP).withName("by-hand").edit(set -> new StatefulSetBuilder(set).editSpec()
        .editTemplate().editMetadata().addToAnnotations("release", "2").endMetadata().endTemplate().endSpec().build());
    apps.replicaSets().inNamespace(SHOP).withName("bare").edit(set -> new ReplicaSetBuilder(set).editSpec()
        .editTemplate().editSpec().editFirstContainer().withImage("registry.k8s.io/pause:3.9").endContainer().endSpec()
        .endTemplate().endSpec().build());
    apps.daemonSets().inNamespace(SHOP).withName("agent-by-hand").edit(set -> new DaemonSetBuilder(set).editSpec()
        .editTemplate().editMetadata().addToAnnotations("release", "2").endMetadata().endTemplate().endSpec().build());
  }

  private static void crash() {
    BED.cluster().client().pods().inNamespace(SHOP).withLabel(Workloads.APP, CRASHING.name()).resources()
        .forEach(pod -> pod.edit(seen -> {
          seen.getMetadata().getAnnotations().put(Workloads.STAGE, "crash-loop");
          return seen;
        }));
    await("crash loop").until(() -> BED.pods().now(CRASHING).stream().noneMatch(PodWatch.Sight::ready));
  }
}

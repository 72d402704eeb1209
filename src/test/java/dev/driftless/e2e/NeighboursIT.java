package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Others have a say as well: a budget that two workloads share, somebody who undoes restarts, somebody who scales. */
class NeighboursIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        maxInFlight: 20
        maxInFlightPerNamespace: 20
        rate: {restarts: 20, per: 1s}
        cooldown: {initial: 1s, max: 1s}
        deadline: 60s
        soak: 4s
        waves: []
      """;
  private static final String SHOP = "shop";
  private static final Ref LEFT = new Ref("Deployment", SHOP, "left");
  private static final Ref RIGHT = new Ref("Deployment", SHOP, "right");
  private static final Ref REVERTED = new Ref("Deployment", SHOP, "reverted");
  private static final Ref SCALED = new Ref("Deployment", SHOP, "scaled");
  private static final int MOST = 10;
  private static final Duration TO_HAPPEN = Duration.ofSeconds(90);
  private static final Duration HELD = Duration.ofSeconds(10);

  @RegisterExtension
  static final TestBed BED = new TestBed("neighbours");

  private static Map<Ref, Plan.Workload> whileScaling;
  private static int scaledTo = 2;
  private static Map<Ref, Plan.Workload> after;

  @BeforeAll
  static void upgrade() {
    BED.populate(objects());
    BED.cluster().client().resource(new PodDisruptionBudgetBuilder().withNewMetadata().withNamespace(SHOP)
        .withName("pair").endMetadata().withNewSpec().withMinAvailable(new IntOrString(3)).withNewSelector()
        .addToMatchLabels("group", "pair").endSelector().endSpec().build()).create();
    try (SharedIndexInformer<Deployment> gitOps = BED.cluster().client().apps().deployments().inNamespace(SHOP)
        .withName(REVERTED.name()).inform(new Undo())) {
      assertThat(gitOps.isRunning()).isTrue();
      BED.cluster().upgrade(Cluster.NEXT_TAG);
      scaleUntilSeen();
      DaemonProcess daemon = BED.start("daemon", CONFIG).awaitReady();
      await("three verified and one given up").atMost(TO_HAPPEN).until(() -> TestBed.completed(daemon, 3)
          && daemon.metrics().sum("driftless_deferred_workloads", Map.of("reason", "quarantined")) == 1);
      Hold.nothing(HELD, "more than one restart each", () -> BED.writes().stream().skip(4).toList());
      after = Plan.of(BED.cluster(), CONFIG).byRef();
      daemon.stop();
    }
  }

  /** On a busy machine a slow pod can be ready before a {@code plan} has looked. */
  private static void scaleUntilSeen() {
    do {
      scaledTo++;
      BED.cluster().client().apps().deployments().inNamespace(SHOP).withName(SCALED.name()).scale(scaledTo);
      whileScaling = Plan.of(BED.cluster(), CONFIG).byRef();
    } while (!whileScaling.get(SCALED).deferred().containsKey("ROLLOUT_IN_PROGRESS") && scaledTo < MOST);
  }

  @Test
  void two_under_one_budget_go_one_after_the_other() {
    Map<Ref, Integer> sizes = Map.of(LEFT, 2, RIGHT, 2, REVERTED, 2, SCALED, scaledTo);
    Rollouts rollouts = Rollouts.of(BED.writes(), BED.pods(), sizes);

    assertThat(rollouts.mostAtOnce(ref -> ref.equals(LEFT) || ref.equals(RIGHT))).isEqualTo(1);
    assertThat(after).doesNotContainKeys(LEFT, RIGHT);
  }

  @Test
  void who_is_being_scaled_is_waited_for() {
    assertThat(whileScaling.get(SCALED).deferred()).containsKey("ROLLOUT_IN_PROGRESS");
    assertThat(BED.pods().now(SCALED)).hasSize(scaledTo)
        .allSatisfy(pod -> assertThat(pod.images().get("istio-proxy")).endsWith(":" + Cluster.NEXT_TAG));
  }

  @Test
  void whose_restart_somebody_undoes_is_restarted_once_and_never_again() {
    assertThat(BED.writes()).extracting(AuditEvent::ref).containsExactlyInAnyOrder(LEFT, RIGHT, REVERTED, SCALED);
    assertThat(after).containsOnlyKeys(REVERTED);
    assertThat(after.get(REVERTED).deferred().get("QUARANTINED")).startsWith("REVERTED: ");
  }

  /** What a GitOps controller does: the template has to be what the repository says. */
  private static final class Undo implements ResourceEventHandler<Deployment> {

    @Override
    public void onAdd(Deployment deployment) {
      undo(deployment);
    }

    @Override
    public void onUpdate(Deployment before, Deployment deployment) {
      undo(deployment);
    }

    @Override
    public void onDelete(Deployment deployment, boolean stale) {}

    private static void undo(Deployment deployment) {
      Map<String, String> annotations = deployment.getSpec().getTemplate().getMetadata().getAnnotations();
      if (annotations != null && annotations.containsKey("driftless.dev/restart-id")) {
        BED.cluster().client().resource(new DeploymentBuilder(deployment).editSpec().editTemplate().editMetadata()
            .withAnnotations(Map.of()).endMetadata().endTemplate().endSpec().build()).update();
      }
    }
  }

  private static List<HasMetadata> objects() {
    return List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        ofPair(LEFT), ofPair(RIGHT),
        Workloads.deployment(SHOP, REVERTED.name(), 2),
        slow());
  }

  /** So that it is still being scaled when somebody looks. */
  private static Deployment slow() {
    return new DeploymentBuilder(Workloads.deployment(SHOP, SCALED.name(), 2)).editSpec().editTemplate().editMetadata()
        .addToAnnotations(Workloads.STAGE, "slow").endMetadata().endTemplate().endSpec().build();
  }

  /** A rollout of it may take down one pod, as the budget allows for both together. */
  private static Deployment ofPair(Ref ref) {
    return new DeploymentBuilder(Workloads.deployment(SHOP, ref.name(), 2)).editSpec()
        .withNewStrategy().withType("RollingUpdate").withNewRollingUpdate().withMaxUnavailable(new IntOrString(1))
        .withMaxSurge(new IntOrString(0)).endRollingUpdate().endStrategy()
        .editTemplate().editMetadata().addToLabels("group", "pair").endMetadata().endTemplate().endSpec().build();
  }
}

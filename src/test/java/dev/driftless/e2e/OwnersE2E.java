package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Owners that the simulated cluster does not know: a HorizontalPodAutoscaler that scales, and an Argo Rollout. */
class OwnersE2E {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      mesh: {settle: 2s}
      drift: {settle: 1s}
      disruption:
        rate: {restarts: 20, per: 1s}
        cooldown: {initial: 1s, max: 1s}
        soak: 1s
        waves: []
      """;
  private static final String SHOP = "shop";
  private static final Ref GROWING = new Ref("Deployment", SHOP, "growing");
  private static final Ref CANARIED = new Ref("Rollout", SHOP, "canaried");
  private static final int MOST = 10;
  private static final Duration TO_HAPPEN = Duration.ofSeconds(60);
  private static final Duration HELD = Duration.ofSeconds(5);

  @RegisterExtension
  static final TestBed BED = new TestBed("owners");

  /** Slow, so that it is still growing when somebody looks. */
  @BeforeAll
  static void up() {
    BED.populate(List.of(Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        new DeploymentBuilder(Workloads.deployment(SHOP, GROWING.name(), 2)).editSpec().editTemplate().editMetadata()
            .addToAnnotations(Workloads.STAGE, "slow").endMetadata().endTemplate().endSpec().build()));
    rollout();
    BED.cluster().upgrade(Cluster.NEXT_TAG);
  }

  @Test
  void what_an_autoscaler_scales_is_restarted_when_that_is_done_and_what_argo_owns_is_only_reported() {
    int size = 2;
    Plan.Workload growing;
    do {
      size++;
      scaleUp(size);
      growing = Plan.of(BED.cluster(), CONFIG).byRef().get(GROWING);
    } while (!growing.deferred().containsKey("ROLLOUT_IN_PROGRESS") && size < MOST);
    assertThat(growing.deferred()).containsKey("ROLLOUT_IN_PROGRESS");

    try (DaemonProcess daemon = BED.start("daemon", CONFIG).awaitReady()) {
      await("the growing one verified").atMost(TO_HAPPEN).until(() -> TestBed.completed(daemon, 1));
      Hold.nothing(HELD, "writes to another", () -> BED.writes().stream().skip(1).toList());
      daemon.stop();
    }

    assertThat(BED.writes()).extracting(AuditEvent::ref).containsExactly(GROWING);
    assertThat(BED.pods().now(GROWING)).hasSize(size)
        .allSatisfy(pod -> assertThat(pod.images().get("istio-proxy")).endsWith(":" + Cluster.NEXT_TAG));
    Map<Ref, Plan.Workload> plan = Plan.of(BED.cluster(), CONFIG).byRef();
    assertThat(plan).containsOnlyKeys(CANARIED);
    assertThat(plan.get(CANARIED).verdict()).isEqualTo("Exempt");
    assertThat(plan.get(CANARIED).why()).isEqualTo("UNSUPPORTED_OWNER");
  }

  /** Below its minimum an autoscaler scales without knowing any load. */
  private static void scaleUp(int least) {
    BED.cluster().client().resource(new HorizontalPodAutoscalerBuilder().withNewMetadata().withNamespace(SHOP)
        .withName(GROWING.name()).endMetadata().withNewSpec().withMinReplicas(least).withMaxReplicas(MOST)
        .withNewScaleTargetRef("apps/v1", GROWING.kind(), GROWING.name()).endSpec().build())
        .createOr(NonDeletingOperation::update);
    await("scaled").atMost(TO_HAPPEN).pollInterval(Duration.ofMillis(50)).until(() -> BED.cluster().client().apps()
        .deployments().inNamespace(SHOP).withName(GROWING.name()).get().getSpec().getReplicas() == least);
  }

  /** Argo's own controller is not there: what it would have made is made here. */
  private static void rollout() {
    KubernetesClient client = BED.cluster().client();
    client.resource(new CustomResourceDefinitionBuilder().withNewMetadata().withName("rollouts.argoproj.io")
        .endMetadata().withNewSpec().withGroup("argoproj.io").withScope("Namespaced").withNewNames()
        .withKind(CANARIED.kind()).withPlural("rollouts").withSingular("rollout").endNames().addNewVersion()
        .withName("v1alpha1").withServed(true).withStorage(true).withNewSchema().withNewOpenAPIV3Schema()
        .withType("object").withXKubernetesPreserveUnknownFields(true).endOpenAPIV3Schema().endSchema().endVersion()
        .endSpec().build()).create();
    GenericKubernetesResource owner = await("the resource of the CRD").ignoreExceptions().until(
        () -> client.resource(new GenericKubernetesResourceBuilder().withApiVersion("argoproj.io/v1alpha1")
            .withKind(CANARIED.kind()).withNewMetadata().withNamespace(SHOP).withName(CANARIED.name()).endMetadata()
            .build()).create(),
        created -> true);
    client.resource(new ReplicaSetBuilder().withNewMetadata().withNamespace(SHOP)
        .withName(CANARIED.name() + "-5d9c7b6f4").addNewOwnerReference().withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind()).withName(owner.getMetadata().getName()).withUid(owner.getMetadata().getUid())
        .withController(true).endOwnerReference().endMetadata().withNewSpec().withReplicas(2).withNewSelector()
        .addToMatchLabels(Workloads.APP, CANARIED.name()).endSelector()
        .withTemplate(Workloads.deployment(SHOP, CANARIED.name(), 2).getSpec().getTemplate()).endSpec().build())
        .create();
    await("pods of the Rollout").atMost(TO_HAPPEN).until(() -> BED.pods().now(CANARIED).stream()
        .filter(PodWatch.Sight::ready).count() == 2);
  }
}

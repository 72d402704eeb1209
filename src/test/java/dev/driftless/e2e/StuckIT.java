package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pods that do not get ready, each for another reason, as {@code plan} tells of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StuckIT {

  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      stuck: {minimumAge: 1s}
      """;
  private static final String SHOP = "shop";
  private static final Map<Ref, String> STUCK = Map.of(
      new Ref("Deployment", SHOP, "crashing"), "APP_CRASH app",
      new Ref("Deployment", SHOP, "never-ready"), "APP_NOT_READY app",
      new Ref("Deployment", SHOP, "no-image"), "APP_IMAGE_PULL app",
      new Ref("Deployment", SHOP, "too-large"), "UNSCHEDULABLE cluster",
      new Ref("Deployment", SHOP, "refused"), "REFUSED cluster",
      new Ref("Job", SHOP, "held"), "JOB_HELD_BY_SIDECAR app");
  private static final Duration TO_BE_TOLD = Duration.ofMinutes(1);

  @RegisterExtension
  static final TestBed BED = new TestBed("stuck");

  private static final MutatingWebhookConfiguration REFUSING = new MutatingWebhookConfigurationBuilder()
      .withNewMetadata().withName("refusing").endMetadata()
      .addNewWebhook().withName("refusing.example.com").withSideEffects("None").withFailurePolicy("Fail")
      .withAdmissionReviewVersions("v1").withNewClientConfig().withNewService().withNamespace("default")
      .withName("nobody").endService().endClientConfig()
      .addNewRule().withApiGroups("").withApiVersions("v1").withResources("pods").withOperations("CREATE").endRule()
      .withNewObjectSelector().addToMatchLabels(Workloads.APP, "refused").endObjectSelector().endWebhook().build();

  @BeforeAll
  static void populate() {
    BED.cluster().client().resource(REFUSING).create();
    BED.populate(List.of(Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.deployment(SHOP, "well", 1)));
    stuck().forEach(object -> BED.cluster().client().resource(object).create());
  }

  @Test
  @Order(1)
  void each_has_its_diagnosis_and_whose_problem_it_is() {
    await("the plan").atMost(TO_BE_TOLD).pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(told()).isEqualTo(STUCK));
    assertThat(Plan.of(BED.cluster(), CONFIG, "--all").byRef().get(new Ref("Deployment", SHOP, "refused")).json()
        .at("/stuck/0/evidence").asString("")).contains("failed calling webhook \"refusing.example.com\"");
  }

  @Test
  @Order(2)
  void whose_cause_is_gone_is_not_told_of_any_more() {
    BED.cluster().client().resource(REFUSING).delete();
    BED.cluster().client().apps().deployments().inNamespace(SHOP).withName("too-large").edit(
        deployment -> requesting(deployment, "100m"));

    await("the plan").atMost(TO_BE_TOLD).pollInterval(Duration.ofSeconds(2)).untilAsserted(() ->
        assertThat(told()).doesNotContainKeys(new Ref("Deployment", SHOP, "refused"),
            new Ref("Deployment", SHOP, "too-large")).hasSize(STUCK.size() - 2));
  }

  private static Map<Ref, String> told() {
    Map<Ref, String> told = new LinkedHashMap<>();
    Plan.of(BED.cluster(), CONFIG, "--all").byRef().forEach((ref, workload) -> {
      String all = workload.json().path("stuck").valueStream()
          .map(stuck -> stuck.path("diagnosis").asString("") + " " + stuck.path("owner").asString(""))
          .collect(Collectors.joining(", "));
      if (!all.isEmpty()) {
        told.put(ref, all);
      }
    });
    return told;
  }

  private static List<HasMetadata> stuck() {
    return List.of(staged("crashing", "crash-loop"), staged("never-ready", "never-ready"),
        Workloads.deployment(SHOP, "refused", 1),
        requesting(Workloads.deployment(SHOP, "too-large", 1), "1k"),
        new DeploymentBuilder(Workloads.deployment(SHOP, "no-image", 1)).editSpec().editTemplate().editSpec()
            .editFirstContainer().withImage("registry.example.com/shop/app:" + Cluster.BROKEN_TAG).endContainer()
            .endSpec().endTemplate().endSpec().build(),
        held());
  }

  private static Deployment staged(String name, String stage) {
    return new DeploymentBuilder(Workloads.deployment(SHOP, name, 1)).editSpec().editTemplate().editMetadata()
        .addToAnnotations(Workloads.STAGE, stage).endMetadata().endTemplate().endSpec().build();
  }

  private static Deployment requesting(Deployment deployment, String cpu) {
    return new DeploymentBuilder(deployment).editSpec().editTemplate().editSpec().editFirstContainer()
        .withNewResources().addToRequests("cpu", new Quantity(cpu)).endResources().endContainer().endSpec()
        .endTemplate().endSpec().build();
  }

  private static Job held() {
    return new JobBuilder(Workloads.job(SHOP, "held")).editSpec().editTemplate().editMetadata()
        .addToAnnotations("sidecar.istio.io/nativeSidecar", "false")
        .addToAnnotations("e2e.driftless.dev/complete", "true").endMetadata().endTemplate().endSpec().build();
  }
}

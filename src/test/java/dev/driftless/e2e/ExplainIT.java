package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** "Why has this pod no sidecar?", and the other questions that people have about one workload. */
class ExplainIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CONFIG = """
      apiVersion: driftless.dev/v1alpha1
      kind: DriftlessConfig
      mode: enforce
      """;
  private static final String INJECT = "sidecar.istio.io/inject";
  private static final String SHOP = "shop";
  /** Without a label, so without injection. */
  private static final String PLAIN = "plain";
  /** Gets its label when its pods are there already. */
  private static final String LATE = "late";

  @RegisterExtension
  static final TestBed BED = new TestBed("explain");

  /** What one {@code explain} said. */
  private record Told(int exitCode, String text, String errors) {

    String answer() {
      return text.lines().findFirst().orElse("");
    }
  }

  @BeforeAll
  static void upgrade() {
    BED.populate(List.of(
        Workloads.namespace(SHOP, Map.of("istio-injection", "enabled")),
        Workloads.namespace(PLAIN, Map.of()),
        Workloads.namespace(LATE, Map.of()),
        Workloads.deployment(SHOP, "old", 2),
        labelled(Workloads.deployment(SHOP, "out", 1)),
        Workloads.job(SHOP, "import"),
        annotated(Workloads.deployment(PLAIN, "asking", 1)),
        Workloads.deployment(LATE, "missing", 1)));
    BED.cluster().client().namespaces().withName(LATE).edit(namespace -> new NamespaceBuilder(namespace).editMetadata()
        .addToLabels("istio-injection", "enabled").endMetadata().build());
    BED.cluster().upgrade(Cluster.NEXT_TAG);
    BED.populate(List.of(Workloads.deployment(SHOP, "fine", 1)));
  }

  @Test
  void a_template_that_is_labelled_out() {
    assertThat(explain("deploy/out", "-n", SHOP).answer()).isEqualTo("Pods of Deployment shop/out have no sidecar, and "
        + "that is as configured: label sidecar.istio.io/inject=false of the template turns injection off.");
  }

  @Test
  void an_annotation_without_a_label_does_nothing() {
    Told told = explain("deployment/asking", "-n", PLAIN);

    assertThat(told.answer()).isEqualTo("Pods of Deployment plain/asking have no sidecar, and that is as configured: "
        + "neither the labels of namespace plain nor those of the template ask for injection; annotation "
        + "sidecar.istio.io/inject=true of the template counts for nothing here: the API server looks at labels only.");
    assertThat(told.text()).contains("would be called with label istio-injection=enabled on the namespace\n",
        "would be called with label sidecar.istio.io/inject=true on the template\n");
  }

  @Test
  void a_sidecar_that_is_missing() {
    Told told = explain("deploy/missing", "-n", LATE);

    assertThat(told.answer()).startsWith("Pods of Deployment late/missing have no sidecar, although they should: ")
        .endsWith(" injects from revision default; a restart would add it (the policy for MISSING_SIDECAR is report).");
    assertThat(told.exitCode()).isZero();
  }

  @Test
  void a_drifted_workload_asked_for_by_one_of_its_pods() {
    String pod = BED.cluster().client().pods().inNamespace(SHOP).withLabel(Workloads.APP, "old").list().getItems()
        .getFirst().getMetadata().getName();

    Told told = explain("pod/" + pod, "-n", SHOP);

    assertThat(told.answer()).isEqualTo(
        "Deployment shop/old has drifted: a new pod would differ in IMAGE (all 2 pods).");
    assertThat(told.text()).contains("\nPod " + pod + " is one of the pods of Deployment shop/old.\n",
        ":1.31.2 → ", "all 2 pods; one minor release behind; policy restart\n", "UNPROVEN: ");
  }

  @Test
  void a_drifted_workload_with_a_proof() {
    assertThat(explain("deploy/old", "-n", SHOP, "--prove").text())
        .contains("\nWhat a new pod would get, as the API server says\n",
            "\nWhat happens\n  a daemon restarts it when its turn comes\n  in order it is number ")
        .doesNotContain("UNPROVEN");
  }

  @Test
  void a_workload_in_sync() {
    assertThat(explain("deploy/fine", "-n", SHOP, "--prove").answer())
        .isEqualTo("Deployment shop/fine is in sync: its only pod has the sidecar that a new one would get.");
  }

  @Test
  void a_pod_of_a_job() {
    assertThat(explain("job/import", "-n", SHOP).answer()).isEqualTo("Job shop/import has drifted: a new pod would "
        + "differ in IMAGE (its only pod); Driftless never restarts it: the next run of the Job gets the new sidecar.");
  }

  @Test
  void a_name_that_nobody_has() {
    Told told = explain("deploy/old", "-n", PLAIN);

    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.text()).isEmpty();
    assertThat(told.errors()).isEqualTo("no Deployment plain/old; did you mean Deployment shop/old?\n");
  }

  @Test
  void a_plan_that_proves_knows_every_candidate_and_leaves_everything_as_it_was() {
    Set<String> before = BED.uids(BED.fleet().refs());
    Ref old = new Ref("Deployment", SHOP, "old");
    Instant start = Instant.now();

    Plan plan = Plan.of(BED.cluster(), CONFIG, "--prove");

    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.byRef().get(old).json().at("/expected/source").asString("")).isEqualTo("proved");
    assertThat(plan.byRef().get(old).deferred()).isEmpty();
    assertThat(plan.document().path("summary").path("restartNow").asInt(-1)).isEqualTo(1);
    assertThat(BED.cluster().audit().writesOfDaemon().stream().filter(write -> write.received().isAfter(start)))
        .singleElement().satisfies(write -> {
          assertThat(write.isProof()).isTrue();
          assertThat(write.proved()).isEqualTo(old);
        });
    assertThat(BED.uids(BED.fleet().refs())).isEqualTo(before);
  }

  @Test
  void a_plan_that_does_not_prove_pretends_nothing_either() {
    Instant start = Instant.now();

    Plan plan = Plan.of(BED.cluster(), CONFIG);

    assertThat(plan.byRef().get(new Ref("Deployment", SHOP, "old")).deferred()).containsOnlyKeys("UNPROVEN");
    assertThat(plan.document().path("summary").path("restartUnproven").asInt(-1)).isEqualTo(1);
    assertThat(BED.cluster().audit().writesOfDaemon().stream().filter(write -> write.received().isAfter(start)))
        .isEmpty();
  }

  private static HasMetadata labelled(Deployment deployment) {
    return new DeploymentBuilder(deployment).editSpec().editTemplate().editMetadata().addToLabels(INJECT, "false")
        .endMetadata().endTemplate().endSpec().build();
  }

  private static HasMetadata annotated(Deployment deployment) {
    return new DeploymentBuilder(deployment).editSpec().editTemplate().editMetadata().addToAnnotations(INJECT, "true")
        .endMetadata().endTemplate().endSpec().build();
  }

  private static Told explain(String... arguments) {
    Path dir = BED.cluster().dir();
    Programs.write(dir.resolve("explain.yaml"), CONFIG);
    List<String> command = new ArrayList<>(List.of("explain", "--kubeconfig",
        BED.cluster().driftlessKubeconfig().toString(), "--config", dir.resolve("explain.yaml").toString()));
    command.addAll(List.of(arguments));
    Process process = Programs.start(new ProcessBuilder(Programs.driftless(command))
        .redirectOutput(dir.resolve("explain.txt").toFile()).redirectError(dir.resolve("explain.log").toFile()));
    int exitCode = Programs.await(process, LIMIT, "explain");
    return new Told(exitCode, Programs.read(dir.resolve("explain.txt")), Programs.read(dir.resolve("explain.log")));
  }
}

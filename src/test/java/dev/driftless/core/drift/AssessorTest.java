package dev.driftless.core.drift;

import static dev.driftless.core.drift.Subjects.NONE;
import static dev.driftless.core.drift.Subjects.SHOP;
import static dev.driftless.core.drift.Subjects.proxy;
import static dev.driftless.core.drift.Subjects.withPods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.MeshFacts;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class AssessorTest {

  private static final Workload CART = Subjects.deployment(false, NONE, NONE);
  private static final Workload OPTED_OUT =
      Subjects.deployment(false, Map.of("driftless.dev/restart", "false"), NONE);
  private static final MeshFacts MESH = Subjects.mesh("1.32.0");
  private static final String OLD = "docker.io/istio/proxyv2:1.31.2";
  private static final String NEW = "docker.io/istio/proxyv2:1.32.0";

  private final Assessor assessor = new Assessor(Set.of());

  @Test
  void a_workload_whose_pods_are_as_they_would_be_made_now_is_in_sync() {
    assertThat(assess(withPods(CART, proxy("1.32.0"), proxy("1.32.0"))).verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void a_workload_without_pods_is_in_sync() {
    assertThat(assess(CART).verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void equal_drifts_are_counted() {
    assertThat(assess(withPods(CART, proxy("1.31.2"), proxy("1.32.0"), proxy("1.31.2"))).verdict())
        .isEqualTo(new Verdict.Drifted(List.of(new Drift(DriftReason.IMAGE, "istio-proxy", OLD, NEW, 2))));
  }

  @Test
  void the_worst_drift_comes_first() {
    Workload workload = withPods(CART, Optional.empty(), proxy("1.31.2"), proxy("1.30.0"), proxy(NEW, "canary"));

    assertThat(assess(workload).drifts()).extracting(Drift::reason).containsExactly(DriftReason.WRONG_REVISION,
        DriftReason.IMAGE, DriftReason.IMAGE, DriftReason.MISSING_SIDECAR);
    assertThat(assess(workload).drifts().get(1).actual()).endsWith("1.30.0");
  }

  @Test
  void an_ignored_reason_is_no_drift() {
    Workload workload = withPods(CART, proxy("1.31.2"), Optional.empty());

    Assessment assessment =
        assess(new Assessor(Set.of(DriftReason.MISSING_SIDECAR)), workload, Optional.of(SHOP), MESH);

    assertThat(assessment.drifts()).extracting(Drift::reason).containsExactly(DriftReason.IMAGE);
  }

  @Test
  void one_pod_that_cannot_be_judged_makes_the_workload_unknown_and_keeps_the_drifts() {
    Assessment assessment = assess(withPods(CART, proxy("1.31.2"), proxy("latest")));

    assertThat(assessment.verdict()).isEqualTo(new Verdict.Unknown(UnknownReason.IMAGE_NOT_COMPARABLE,
        "the pod has docker.io/istio/proxyv2:latest, the injector's configuration gives " + NEW));
    assertThat(assessment.drifts()).hasSize(1);
  }

  @Test
  void consent_is_asked_for_only_if_there_is_a_drift() {
    Assessment drifted = assess(withPods(OPTED_OUT, proxy("1.31.2")));

    assertThat(drifted.verdict()).isEqualTo(new Verdict.Exempt(ExemptReason.OPTED_OUT,
        "annotation driftless.dev/restart: \"false\" on the workload", drifted.drifts()));
    assertThat(drifted.drifts()).hasSize(1);
    assertThat(assess(withPods(OPTED_OUT, proxy("1.32.0"))).verdict()).isEqualTo(new Verdict.InSync());
    assertThat(assess(withPods(OPTED_OUT, proxy("latest"))).verdict()).isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void a_namespace_that_was_not_observed_leaves_the_workload_unknown() {
    Assessment assessment = assess(assessor, withPods(CART, proxy("1.31.2")), Optional.empty(), MESH);

    assertThat(assessment.verdict())
        .isEqualTo(new Verdict.Unknown(UnknownReason.NAMESPACE_NOT_OBSERVED, "namespace shop"));
    assertThat(assessment.target()).isEmpty();
  }

  @Test
  void an_owner_that_was_not_observed_leaves_its_pods_unknown() {
    Workload ownerless = new Workload(CART.ref(), Optional.empty(), Optional.empty(), CART.pods());

    assertThat(assess(ownerless).verdict())
        .isEqualTo(new Verdict.Unknown(UnknownReason.OWNER_NOT_OBSERVED, "Deployment shop/cart"));
  }

  @Test
  void the_target_is_another_one_exactly_if_something_else_would_be_injected() {
    String target = assess(CART).target();

    assertThat(assess(withPods(OPTED_OUT, proxy("1.31.2"))).target()).isEqualTo(target);
    assertThat(assess(assessor, CART, Optional.of(SHOP), Subjects.mesh("1.32.1")).target()).isNotEqualTo(target)
        .startsWith("default@");
    assertThat(assess(Subjects.deployment(false, NONE, Map.of("sidecar.istio.io/inject", "false"))).target())
        .isEqualTo("none");
    assertThat(assess(Subjects.deployment(false, NONE, Map.of("inject.istio.io/templates", "own"))).target())
        .isEmpty();
  }

  private Assessment assess(Workload workload) {
    return assess(assessor, workload, Optional.of(SHOP), MESH);
  }

  private static Assessment assess(Assessor assessor, Workload workload, Optional<NamespaceFacts> namespace,
      MeshFacts mesh) {
    Assessor.Context context = new Assessor.Context(namespace, mesh, MeshMemory.NOTHING);
    return assessor.assess(workload, context, Assessor.expect(workload, context), Optional.empty());
  }
}

package dev.driftless.core.drift;

import static dev.driftless.core.drift.Subjects.NONE;
import static dev.driftless.core.drift.Subjects.SHOP;
import static dev.driftless.core.drift.Subjects.proxy;
import static dev.driftless.core.drift.Subjects.withPods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an answer of the API server makes of a verdict. */
class ProvedVerdictTest {

  private static final String MIRRORED = "mirror.io/istio/proxyv2:1.32.0";
  private static final Workload CART = Subjects.deployment(false, NONE, NONE);
  private static final Workload OUT = Subjects.deployment(false, NONE, Map.of("sidecar.istio.io/inject", "false"));
  private static final Workload CUSTOM = Subjects.deployment(false, NONE, Map.of("inject.istio.io/templates", "own"));
  private static final Workload DENIED =
      Subjects.deployment(false, NONE, Map.of("sidecar.istio.io/proxyCPU", "much"));
  private static final Proof AS_COMPUTED = new Proof.Injected(plain("docker.io/istio/proxyv2:1.32.0"));
  private static final Proof REWRITTEN = new Proof.Injected(plain(MIRRORED));
  private static final Proof REFUSED = new Proof.Refused("exceeded quota");

  private final Assessor assessor = new Assessor(Set.of());

  @Test
  void the_same_answer_leaves_the_verdict_and_makes_it_certain() {
    Assessment assessment = assess(withPods(CART, proxy("1.31.2")), AS_COMPUTED);

    assertThat(assessment.verdict()).isInstanceOf(Verdict.Drifted.class);
    assertThat(assessment.proved()).isTrue();
    assertThat(assessment.target()).isEqualTo(assess(withPods(CART, proxy("1.31.2")), null).target());
    assertThat(assess(withPods(CART, proxy("1.31.2")), null).proved()).isFalse();
  }

  @Test
  void an_image_that_a_webhook_rewrites_is_in_sync_once_the_answer_is_the_same() {
    Workload rewritten = withPods(CART, proxy(MIRRORED, "default"));

    assertThat(unknown(assess(rewritten, null))).isEqualTo(UnknownReason.IMAGE_REWRITTEN);
    assertThat(assess(rewritten, REWRITTEN).verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void an_image_that_is_not_rewritten_any_more_is_drift() {
    Assessment assessment = assess(withPods(CART, proxy(MIRRORED, "default")), AS_COMPUTED);

    assertThat(assessment.verdict()).isInstanceOf(Verdict.Drifted.class);
    assertThat(assessment.drifts()).extracting(Drift::reason).containsExactly(DriftReason.IMAGE);
  }

  @Test
  void the_drift_is_towards_what_was_answered() {
    Assessment assessment = assess(withPods(CART, proxy("1.31.2")), REWRITTEN);

    assertThat(assessment.drifts()).extracting(Drift::expected).containsExactly(MIRRORED);
    assertThat(assessment.target()).isNotEqualTo(assess(withPods(CART, proxy("1.31.2")), null).target());
  }

  @Test
  void a_restart_that_would_change_nothing_is_not_made() {
    Assessment assessment = assess(withPods(CART, proxy("1.31.2")), new Proof.Injected(plain(
        "docker.io/istio/proxyv2:1.31.2")));

    assertThat(assessment.verdict()).isEqualTo(new Verdict.Unknown(UnknownReason.WOULD_NOT_CONVERGE,
        "a new pod would still differ from the injector's configuration: IMAGE docker.io/istio/proxyv2:1.31.2, "
            + "configured docker.io/istio/proxyv2:1.32.0"));
    assertThat(assessment.drifts()).hasSize(1);
  }

  @Test
  void a_refused_pod_is_no_drift_and_no_trouble_for_who_is_in_sync() {
    assertThat(assess(withPods(CART, proxy("1.31.2")), REFUSED).verdict())
        .isEqualTo(new Verdict.Unknown(UnknownReason.PROOF_REFUSED, "exceeded quota"));
    assertThat(assess(withPods(CART, proxy("1.32.0")), REFUSED).verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void an_unwanted_sidecar_goes_only_if_a_new_pod_would_have_none() {
    Workload unwanted = withPods(OUT, proxy("1.31.2"));

    assertThat(assess(unwanted, new Proof.Bare()).verdict()).isInstanceOf(Verdict.Drifted.class);
    assertThat(unknown(assess(unwanted, AS_COMPUTED))).isEqualTo(UnknownReason.WOULD_NOT_CONVERGE);
    assertThat(assess(withPods(OUT, Optional.empty()), AS_COMPUTED).verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void only_an_answer_tells_what_a_custom_template_makes() {
    assertThat(unknown(assess(withPods(CUSTOM, proxy("1.31.2")), null))).isEqualTo(UnknownReason.CUSTOM_TEMPLATE);
    assertThat(assess(withPods(CUSTOM, proxy("1.31.2")), AS_COMPUTED).verdict()).isInstanceOf(Verdict.Drifted.class);
    assertThat(assess(withPods(CUSTOM, proxy("1.32.0")), AS_COMPUTED).verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void no_answer_mends_what_people_must_mend() {
    assertThat(unknown(assess(withPods(DENIED, proxy("1.31.2")), AS_COMPUTED)))
        .isEqualTo(UnknownReason.ANNOTATION_UNREADABLE);
  }

  private static Proxy plain(String image) {
    return Proxies.plain(image, "default");
  }

  private static UnknownReason unknown(Assessment assessment) {
    assertThat(assessment.verdict()).isInstanceOf(Verdict.Unknown.class);
    return ((Verdict.Unknown) assessment.verdict()).reason();
  }

  /** @param proof null if nobody asked */
  private Assessment assess(Workload workload, Proof proof) {
    Assessor.Context context =
        new Assessor.Context(Optional.of(SHOP), Subjects.mesh("1.32.0"), MeshMemory.NOTHING);
    Expectation computed = Assessor.expect(workload, context);
    return assessor.assess(workload, context, computed, Optional.ofNullable(proof));
  }
}

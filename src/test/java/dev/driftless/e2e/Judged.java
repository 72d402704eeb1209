package dev.driftless.e2e;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.PodComparison;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Injection;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.lean.Serialization;
import dev.driftless.edge.kube.projection.Interner;
import dev.driftless.edge.kube.projection.Projectors;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pod as the real API server answers, and as Driftless judges it by the facts that it has.
 *
 * @param expectation for a workload with that pod as its template
 * @param comparison  of the pod that the API server would make with it
 */
record Judged(GeneratedPods.Case pod, RawApi.Answer answer, Expectation expectation, PodComparison comparison) {

  enum Outcome {
    SIDECAR, NO_SIDECAR,
    /** Nothing differs, but something cannot be told. */
    UNKNOWN,
    /** A pod that was just made would be taken for drifted. */
    WRONG,
    /** The API server refuses it, and Driftless does not claim otherwise. */
    REFUSED,
    /** Nor is it istiod that refuses it. */
    REFUSED_BY_OTHERS,
    /** istiod refuses it, and Driftless expects a sidecar. */
    REFUSED_UNEXPECTEDLY
  }

  private static final KubernetesSerialization LEAN = Serialization.lean();
  private static final JsonMapper JSON = new JsonMapper();

  static Judged of(GeneratedPods.Case pod, RawApi.Answer answer, Inventory inventory) {
    Expectation expectation = expected(template(pod.pod()), pod.namespace(), inventory);
    return new Judged(pod, answer, expectation, PodComparison.of(proxy(answer), expectation));
  }

  Outcome outcome() {
    if (answer.pod() == null && !answer.refusal().contains("sidecar-injector.istio.io")) {
      return Outcome.REFUSED_BY_OTHERS;
    }
    if (answer.pod() == null) {
      return expectation instanceof Expectation.Injected ? Outcome.REFUSED_UNEXPECTEDLY : Outcome.REFUSED;
    }
    if (!comparison.drifts().isEmpty()) {
      return Outcome.WRONG;
    }
    if (unknown().isPresent()) {
      return Outcome.UNKNOWN;
    }
    return expectation instanceof Expectation.Injected ? Outcome.SIDECAR : Outcome.NO_SIDECAR;
  }

  Optional<Verdict.Unknown> unknown() {
    return comparison.unknown(Set.of());
  }

  /**
   * What a pod that tells its own template, as one of a Job or of nobody, differs in from that very pod. It does not
   * tell whether its template or the scheduler named its node.
   */
  List<Drift> readOffThePod(Inventory inventory) {
    if (answer.pod() == null || pod.pod().path("spec").has("nodeName")) {
      return List.of();
    }
    PodFacts facts = (PodFacts) Projectors.pods(new Interner()).project(lean(answer)).orElseThrow();
    return facts.shape().ownTemplate()
        .map(template -> PodComparison.of(facts.shape().proxy(), expected(template, pod.namespace(), inventory)))
        .map(PodComparison::drifts).orElse(List.of());
  }

  /** Says nothing of Istio or Prometheus but whether it wants a sidecar. */
  boolean isPlain() {
    boolean annotated = pod.pod().path("metadata").path("annotations").propertyNames().stream()
        .anyMatch(name -> !name.equals("sidecar.istio.io/inject") && (name.contains("istio") || name.contains("prom")));
    return !annotated && !pod.pod().path("spec").toString().contains("\"istio-proxy\"");
  }

  static Optional<Proxy> proxy(RawApi.Answer answer) {
    return answer.pod() == null ? Optional.empty() : Projectors.proxy(lean(answer));
  }

  private static LeanPod lean(RawApi.Answer answer) {
    return LEAN.unmarshal(answer.pod().toString(), LeanPod.class);
  }

  private static Expectation expected(TemplateFacts template, String namespace, Inventory inventory) {
    return Injection.expect(template, inventory.namespace(namespace).orElseThrow(), inventory.mesh());
  }

  /** As the Deployment tells it that makes such pods. */
  private static TemplateFacts template(ObjectNode pod) {
    ObjectNode deployment = (ObjectNode) JSON.readTree("""
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"namespace": "any", "name": "any", "uid": "1",
        "resourceVersion": "1", "generation": 1, "creationTimestamp": "2026-01-01T00:00:00Z"},
        "spec": {"template": {"metadata": {}}}, "status": {}}""");
    ObjectNode template = (ObjectNode) deployment.path("spec").path("template");
    template.withObject("metadata").set("labels", pod.path("metadata").path("labels"));
    template.withObject("metadata").set("annotations", pod.path("metadata").path("annotations"));
    template.set("spec", pod.path("spec"));
    LeanDeployment lean = LEAN.unmarshal(deployment.toString(), LeanDeployment.class);
    return ((WorkloadFacts) Projectors.deployments().project(lean).orElseThrow()).template();
  }

  boolean fails(Inventory inventory) {
    return outcome() == Outcome.WRONG || outcome() == Outcome.REFUSED_UNEXPECTEDLY
        || outcome() == Outcome.SIDECAR && !readOffThePod(inventory).isEmpty();
  }

  /** In one line. */
  String brief(List<MeshPatch> patches) {
    return outcome() + " in " + pod.namespace() + ": " + comparison.drifts() + " "
        + pod.pod().path("metadata").path("annotations") + " " + answer.refusal() + " under " + patches;
  }

  @Override
  public String toString() {
    return outcome() + " in " + pod.namespace() + ": " + pod.pod() + "\n  drifts: " + comparison.drifts()
        + "\n  unknown: " + unknown() + "\n  expected: " + expectation + "\n  refused: " + answer.refusal();
  }
}

package dev.driftless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.ExemptReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Review;
import dev.driftless.core.engine.RevisionReview;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.stuck.Diagnosis;
import dev.driftless.core.stuck.Finding;
import dev.driftless.core.stuck.Owner;
import dev.driftless.core.stuck.Stuck;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is printed for each kind of workload, to the letter: others script against it. */
class PlanDocumentTest {

  private static final Drift MISSING = new Drift(DriftReason.MISSING_SIDECAR, "istio-proxy", "none", "pv2:1.32.0", 2);
  private static final Expectation PROXY =
      Proxies.expected("pv2:1.32.0", false, "istio-sidecar-injector/rev.istio.io");

  @Test
  void a_drifted_workload_is_told_with_policy_expectation_and_why_not() {
    Review review = new Review(ref(Kind.DEPLOYMENT, "cart"), 2, new Verdict.Drifted(List.of(MISSING)), PROXY,
        List.of(MISSING), List.of(), Review.Action.NONE,
        List.of(Deferral.of(DeferReason.POLICY_REPORT, "reported only")));

    assertThat(PlanOutput.YAML.render(report(review), false)).isEqualTo("""
        ---
        apiVersion: "driftless.dev/v1alpha1"
        kind: "Plan"
        generatedAt: "2026-03-01T12:00:00Z"
        revisions:
        - name: "default"
          tags: []
          image: ""
          controlPlane: "Missing"
          detail: "no istiod"
        proofs:
          policy: "required"
        workloads:
        - kind: "Deployment"
          namespace: "shop"
          name: "cart"
          pods: 2
          verdict: "Drifted"
          reasons:
          - reason: "MISSING_SIDECAR"
            container: "istio-proxy"
            actual: "none"
            expected: "pv2:1.32.0"
            pods: 2
            policy: "report"
          expected:
            injected: true
            revision: "default"
            image: "pv2:1.32.0"
            container: "native"
            init: "istio-init"
            resources:
              requests: {}
              limits: {}
            prometheus:
              scrape: "true"
              port: "15020"
              path: "/stats/prometheus"
            proxyConfig: {}
            source: "computed"
          stuck: []
          action: "none"
          deferred:
          - reason: "POLICY_REPORT"
            detail: "reported only"
        summary:
          inSync: 0
          drifted: 1
          exempt: 0
          unknown: 0
          stuck: 0
          unmanaged: 0
          restartNow: 0
          restartUnproven: 0
          restartDeferred: 0
        """);
  }

  @Test
  void json_says_the_same_as_yaml() {
    Review review = new Review(ref(Kind.JOB, "import"), 1,
        new Verdict.Exempt(ExemptReason.JOB, "the next run", List.of(MISSING)), PROXY, List.of(MISSING),
        List.of(), Review.Action.NONE, List.of());

    assertThat(PlanOutput.JSON.render(report(review), false)).isEqualToIgnoringWhitespace("""
        {"apiVersion":"driftless.dev/v1alpha1","kind":"Plan","generatedAt":"2026-03-01T12:00:00Z",
         "revisions":[{"name":"default","tags":[],"image":"","controlPlane":"Missing","detail":"no istiod"}],
         "proofs":{"policy":"required"},
         "workloads":[{"kind":"Job","namespace":"shop","name":"import","pods":1,"verdict":"Exempt",
           "why":{"reason":"JOB","detail":"the next run"},
           "reasons":[{"reason":"MISSING_SIDECAR","container":"istio-proxy","actual":"none","expected":"pv2:1.32.0",
             "pods":2,"policy":"report"}],
           "expected":{"injected":true,"revision":"default","image":"pv2:1.32.0",
             "container":"native","init":"istio-init","resources":{"requests":{},"limits":{}},
             "prometheus":{"scrape":"true","port":"15020","path":"/stats/prometheus"},"proxyConfig":{},
             "source":"computed"},
           "stuck":[],"action":"none","deferred":[]}],
         "summary":{"inSync":0,"drifted":0,"exempt":1,"unknown":0,"stuck":0,"unmanaged":0,
           "restartNow":0,"restartUnproven":0,"restartDeferred":0}}
        """);
  }

  @Test
  void what_cannot_be_said_is_left_out() {
    PlanReport report = report(unknown("two webhooks"));

    assertThat(PlanOutput.JSON.render(report, false)).doesNotContain("\"injected\"", "\"expected\"")
        .contains("WEBHOOK_CONFLICT");
  }

  @Test
  void details_cannot_break_the_table_or_steer_the_terminal() {
    assertThat(PlanOutput.TABLE.render(report(unknown("a\n\u001b[31mb")), false)).isEqualTo("""
        revision default: Missing (no istiod)

        KIND         NAMESPACE  NAME  PODS  VERDICT  WHAT              ACTION  WHY NOT NOW
        StatefulSet  shop       odd   1     Unknown  WEBHOOK_CONFLICT  none    a [31mb

        0 in sync, 0 drifted, 0 exempt, 1 unknown, 0 without a sidecar; to restart: 0 now, 0 once proved, 0 deferred
        """);
  }

  @Test
  void with_everything_in_sync_there_is_nothing_to_do() {
    PlanReport report = report(new Review(ref(Kind.DEPLOYMENT, "fine"), 1, new Verdict.InSync(), PROXY, List.of(),
        List.of(), Review.Action.NONE, List.of()));

    assertThat(report.somethingToDo()).isFalse();
    assertThat(PlanOutput.TABLE.render(report, false)).isEqualTo("""
        revision default: Missing (no istiod)

        1 in sync, 0 drifted, 0 exempt, 0 unknown, 0 without a sidecar; to restart: 0 now, 0 once proved, 0 deferred
        """);
  }

  @Test
  void stuck_pods_are_told_also_of_a_workload_in_sync() {
    Finding finding = new Finding(Diagnosis.SIDECAR_IMAGE_PULL, Owner.MESH, "container istio-proxy: ErrImagePull",
        Instant.EPOCH);
    PlanReport report = report(new Review(ref(Kind.DEPLOYMENT, "cart"), 3, new Verdict.InSync(), PROXY, List.of(),
        List.of(new Stuck("cart-1", finding, 2)), Review.Action.NONE, List.of()));

    assertThat(PlanOutput.JSON.render(report, false).replaceAll("\\s+", "")).contains("""
        "stuck":[{"pod":"cart-1","pods":2,"diagnosis":"SIDECAR_IMAGE_PULL",
        "evidence":"containeristio-proxy:ErrImagePull","owner":"mesh","remedy":"report"}]""".replaceAll("\\s+", ""))
        .contains("\"stuck\":1,");
    assertThat(PlanOutput.TABLE.render(report, false)).isEqualTo("""
        revision default: Missing (no istiod)

        KIND        NAMESPACE  NAME  PODS  VERDICT  WHAT                                           ACTION  WHY NOT NOW
        Deployment  shop       cart  3     InSync   stuck: SIDECAR_IMAGE_PULL (cart-1 and 1 more)  none    -

        1 in sync, 0 drifted, 0 exempt, 0 unknown, 0 without a sidecar, 1 with stuck pods; to restart: 0 now, \
        0 once proved, 0 deferred
        """);
  }

  private static Review unknown(String detail) {
    return new Review(ref(Kind.STATEFUL_SET, "odd"), 1, new Verdict.Unknown(UnknownReason.WEBHOOK_CONFLICT, detail),
        new Expectation.Undecidable(UnknownReason.WEBHOOK_CONFLICT, detail), List.of(), List.of(),
        Review.Action.NONE, List.of());
  }

  private static WorkloadRef ref(Kind kind, String name) {
    return new WorkloadRef(kind, "shop", name, "u-" + name);
  }

  private static PlanReport report(Review review) {
    return new PlanReport(Instant.parse("2026-03-01T12:00:00Z"),
        List.of(new RevisionReview("default", List.of(), "", RevisionReview.ControlPlane.MISSING, "no istiod")),
        List.of(review), Map.of(DriftReason.MISSING_SIDECAR, Reaction.REPORT),
        new PlanReport.Proofs(ProofPolicy.REQUIRED, Optional.empty()));
  }
}

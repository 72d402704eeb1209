package dev.driftless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Review;
import dev.driftless.core.engine.RevisionReview;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PlanReportTest {

  private static final Drift DRIFT =
      new Drift(DriftReason.IMAGE, "istio-proxy", "istio/proxyv2:1.31.2", "istio/proxyv2:1.32.0", 3);
  private static final PlanReport.Proofs PROOFS = new PlanReport.Proofs(ProofPolicy.REQUIRED, Optional.empty());
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private final PlanReport report = new PlanReport(AT,
      List.of(new RevisionReview("default", List.of("prod"), "istio/pilot:1.32.0",
          RevisionReview.ControlPlane.SETTLED, "")),
      List.of(
          review("cart", new Verdict.Drifted(List.of(DRIFT)), List.of(DRIFT), true,
              List.of(Deferral.until(AT, DeferReason.COOLDOWN, "last restarted a minute ago"))),
          review("odd", new Verdict.Unknown(UnknownReason.WEBHOOK_CONFLICT, "a, b"), List.of(), false, List.of()),
          review("fine", new Verdict.InSync(), List.of(), false, List.of())),
      Map.of(DriftReason.IMAGE, Reaction.RESTART), PROOFS);

  @Test
  void the_table_names_what_is_not_in_sync_and_counts_all() {
    assertThat(PlanOutput.TABLE.render(report, false)).isEqualTo("""
        revision default: Settled, istiod istio/pilot:1.32.0, tags prod

        KIND        NAMESPACE  NAME  PODS  VERDICT  WHAT                                                ACTION  \
        WHY NOT NOW
        Deployment  shop       cart  3     Drifted  IMAGE istio/proxyv2:1.31.2 → istio/proxyv2:1.32.0  evict   \
        COOLDOWN (last restarted a minute ago; until 2026-03-01T12:00:00Z)
        Deployment  shop       odd   3     Unknown  WEBHOOK_CONFLICT                                    none    a, b

        0 in sync, 1 drifted, 0 exempt, 1 unknown, 1 without a sidecar; to restart: 0 now, 0 once proved, 1 deferred
        """.replace("WHAT                                                ", "WHAT" + " ".repeat(47))
        .replace("WEBHOOK_CONFLICT                                    ", "WEBHOOK_CONFLICT" + " ".repeat(35)));
  }

  @Test
  void the_document_has_the_fields_that_others_script_against() {
    JsonNode document = JsonMapper.shared().readTree(PlanOutput.JSON.render(report, false));

    assertThat(document.at("/apiVersion").asString()).isEqualTo("driftless.dev/v1alpha1");
    assertThat(document.at("/workloads").size()).isEqualTo(2);
    assertThat(document.at("/workloads/0").toString()).isEqualTo("""
        {"kind":"Deployment","namespace":"shop","name":"cart","pods":3,"verdict":"Drifted",\
        "reasons":[{"reason":"IMAGE","container":"istio-proxy","actual":"istio/proxyv2:1.31.2",\
        "expected":"istio/proxyv2:1.32.0","pods":3,"policy":"restart","skew":"MINOR"}],\
        "expected":{"injected":false,"container":"none","init":"none","source":"computed"},"stuck":[],\
        "action":"evict","deferred":[{"reason":"COOLDOWN","detail":"last restarted a minute ago",\
        "until":"2026-03-01T12:00:00Z"}]}""");
    assertThat(document.at("/workloads/1/why").toString())
        .isEqualTo("{\"reason\":\"WEBHOOK_CONFLICT\",\"detail\":\"a, b\"}");
    assertThat(document.at("/summary").toString())
        .isEqualTo("{\"inSync\":0,\"drifted\":1,\"exempt\":0,\"unknown\":1,\"stuck\":0,\"unmanaged\":1,"
            + "\"restartNow\":0,\"restartUnproven\":0,\"restartDeferred\":1}");
  }

  @Test
  void what_could_be_restarted_at_once_is_counted_apart() {
    PlanReport two = new PlanReport(AT, List.of(), List.of(
        review("now", new Verdict.Drifted(List.of(DRIFT)), List.of(DRIFT), true, List.of()),
        review("later", new Verdict.Drifted(List.of(DRIFT)), List.of(DRIFT), true,
            List.of(Deferral.of(DeferReason.PAUSED, "paused"))),
        review("never", new Verdict.Drifted(List.of(DRIFT)), List.of(DRIFT), false,
            List.of(Deferral.of(DeferReason.POLICY_REPORT, "reported only")))), Map.of(), PROOFS);

    assertThat(PlanOutput.TABLE.render(two, false)).endsWith("3 drifted, 0 exempt, 0 unknown, 0 without a sidecar;"
        + " to restart: 1 now, 0 once proved, 1 deferred\n");
  }

  @Test
  void all_includes_what_is_in_sync() {
    assertThat(JsonMapper.shared().readTree(PlanOutput.JSON.render(report, true)).at("/workloads").size())
        .isEqualTo(3);
  }

  private static Review review(String name, Verdict verdict, List<Drift> drifts, boolean restart,
      List<Deferral> deferred) {
    return new Review(new WorkloadRef(Kind.DEPLOYMENT, "shop", name, "u-" + name), 3, verdict,
        new Expectation.NotInjected(SkipReason.POLICY, ""), drifts, List.of(),
        restart ? Review.Action.EVICT : Review.Action.NONE, deferred);
  }
}

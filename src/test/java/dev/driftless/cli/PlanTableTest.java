package dev.driftless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Review;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What people read of candidates that are proved, or not yet. */
class PlanTableTest {

  private static final Deferral UNPROVEN = Deferral.of(DeferReason.UNPROVEN, "not asked");
  private static final Deferral PAUSED = Deferral.of(DeferReason.PAUSED, "paused");
  private static final String LONG = "europe-docker.pkg.dev/kyma-project/prod/external/istio/proxyv2:1.30.2-distroless";

  @Test
  void what_lacks_nothing_but_a_proof_is_counted_apart() {
    assertThat(table(drifted("a"), drifted("b", UNPROVEN), drifted("c", UNPROVEN), drifted("d", PAUSED, UNPROVEN),
        drifted("e", PAUSED))).endsWith("""
            to restart: 1 now, 2 once proved, 2 deferred
            UNPROVEN: so far computed only; `plan --prove` asks the API server what a new pod would get.
            """);
  }

  @Test
  void without_such_there_is_no_hint() {
    assertThat(table(drifted("e", PAUSED))).endsWith("to restart: 0 now, 0 once proved, 1 deferred\n");
  }

  @Test
  void an_unproven_candidate_is_marked_beside_its_other_reasons() {
    assertThat(table(drifted("d", PAUSED, UNPROVEN))).contains("restart  PAUSED (paused); UNPROVEN\n");
  }

  @Test
  void all_reasons_are_listed_and_what_is_long_loses_its_middle() {
    List<Drift> drifts = List.of(new Drift(DriftReason.IMAGE, "istio-proxy", LONG, "p:1", 1),
        new Drift(DriftReason.CONTAINER_KIND, "istio-proxy", "classic", "native", 1));

    assertThat(table(review("a", drifts))).contains("IMAGE europe-docker.pkg.dev/kyma-pr…tio/proxyv2:1.30.2-distroless"
        + " → p:1, CONTAINER_KIND classic → native  restart");
  }

  @Test
  void what_is_not_permitted_is_said_in_one_line() {
    assertThat(PlanTable.render(new PlanReport(Instant.EPOCH, List.of(), List.of(), Map.of(),
        new PlanReport.Proofs(ProofPolicy.REQUIRED, Optional.of("create\npods"))), false))
            .startsWith("proofs: not permitted: create pods\n");
  }

  private static Review drifted(String name, Deferral... deferred) {
    return review(name, List.of(new Drift(DriftReason.IMAGE, "istio-proxy", "p:1", "p:2", 1)), deferred);
  }

  private static Review review(String name, List<Drift> drifts, Deferral... deferred) {
    return new Review(new WorkloadRef(Kind.DEPLOYMENT, "shop", name, name), 1, new Verdict.Drifted(drifts),
        Proxies.expected("p:2", false, "w"), drifts, List.of(), Review.Action.RESTART, List.of(deferred));
  }

  private static String table(Review... reviews) {
    return PlanTable.render(new PlanReport(Instant.EPOCH, List.of(), Stream.of(reviews).toList(),
        Map.of(DriftReason.IMAGE, Reaction.RESTART), new PlanReport.Proofs(ProofPolicy.REQUIRED, Optional.empty())),
        false);
  }
}

package dev.driftless.cli;

import dev.driftless.cli.document.WorkloadDocument;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Review;
import dev.driftless.core.engine.RevisionReview;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code plan} found, and its machine-readable form: the document {@code driftless.dev/v1alpha1 Plan}. */
record PlanReport(Instant generatedAt, List<RevisionReview> revisions, List<Review> reviews,
    Map<DriftReason, Reaction> reactions, Proofs proofs) {

  /**
   * What can be proved at all.
   *
   * @param notPermitted what we lack for it, or how the API server said so; empty if nothing says that we may not
   */
  record Proofs(ProofPolicy policy, Optional<String> notPermitted) {

    Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("policy", policy.label());
      notPermitted.ifPresent(detail -> document.put("notPermitted", detail));
      return document;
    }
  }

  boolean somethingToDo() {
    return reviews.stream().anyMatch(Review::restart);
  }

  List<Review> shown(boolean all) {
    return reviews.stream().filter(review -> all || !review.stuck().isEmpty()
        || !(review.verdict() instanceof Verdict.InSync)).toList();
  }

  /** Injected as it should be; one that gets no sidecar is not in sync with anything. */
  long inSync() {
    return count(Verdict.InSync.class) - unmanaged();
  }

  /** Without a sidecar, as it should be: what the metrics call {@code unmanaged}. */
  long unmanaged() {
    return reviews.stream().filter(review -> review.verdict() instanceof Verdict.InSync
        && !(review.expectation() instanceof Expectation.Injected)).count();
  }

  /** To be restarted, with nothing in the way: other workloads apart, it would begin at once. */
  long restartNow() {
    return reviews.stream().filter(review -> review.restart() && review.deferred().isEmpty()).count();
  }

  /** To be restarted, with nothing in the way but that the API server was not asked yet. */
  long restartUnproven() {
    return reviews.stream().filter(review -> review.restart() && !review.deferred().isEmpty()
        && review.deferred().stream().allMatch(PlanReport::isUnproven)).count();
  }

  /** To be restarted, with something else in the way. */
  long restartDeferred() {
    return reviews.stream().filter(Review::restart).count() - restartNow() - restartUnproven();
  }

  /** Whether asking the API server could tell more. */
  boolean isProvable() {
    return reviews.stream().flatMap(review -> review.deferred().stream()).anyMatch(PlanReport::isUnproven);
  }

  private static boolean isUnproven(Deferral deferral) {
    return deferral.reason() == DeferReason.UNPROVEN;
  }

  long count(Class<? extends Verdict> verdict) {
    return reviews.stream().filter(review -> verdict.isInstance(review.verdict())).count();
  }

  /** Workloads with pods that are stuck, whatever else is true of them. */
  long stuck() {
    return reviews.stream().filter(review -> !review.stuck().isEmpty()).count();
  }

  /** The summary always counts every workload. */
  Map<String, Object> document(boolean all) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "driftless.dev/v1alpha1");
    document.put("kind", "Plan");
    document.put("generatedAt", generatedAt.toString());
    document.put("revisions", revisions.stream().map(PlanReport::revision).toList());
    document.put("proofs", proofs.document());
    document.put("workloads", shown(all).stream().map(review -> WorkloadDocument.of(review, reactions)).toList());
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("inSync", inSync());
    summary.put("drifted", count(Verdict.Drifted.class));
    summary.put("exempt", count(Verdict.Exempt.class));
    summary.put("unknown", count(Verdict.Unknown.class));
    summary.put("stuck", stuck());
    summary.put("unmanaged", unmanaged());
    summary.put("restartNow", restartNow());
    summary.put("restartUnproven", restartUnproven());
    summary.put("restartDeferred", restartDeferred());
    document.put("summary", summary);
    return document;
  }

  private static Map<String, Object> revision(RevisionReview revision) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", revision.name());
    object.put("tags", revision.tags());
    object.put("image", revision.image());
    object.put("controlPlane", revision.controlPlane().label());
    object.put("detail", revision.detail());
    return object;
  }
}

package dev.driftless.cli;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Review;
import dev.driftless.core.engine.RevisionReview;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Reaction;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code plan} found, and its machine-readable form: the document {@code driftless.dev/v1alpha1 Plan}. */
record PlanReport(Instant generatedAt, List<RevisionReview> revisions, List<Review> reviews,
    Map<DriftReason, Reaction> reactions) {

  boolean somethingToDo() {
    return reviews.stream().anyMatch(Review::restart);
  }

  List<Review> shown(boolean all) {
    return reviews.stream().filter(review -> all || !(review.verdict() instanceof Verdict.InSync)).toList();
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

  long restartDeferred() {
    return reviews.stream().filter(review -> review.restart() && !review.deferred().isEmpty()).count();
  }

  long count(Class<? extends Verdict> verdict) {
    return reviews.stream().filter(review -> verdict.isInstance(review.verdict())).count();
  }

  /** The summary always counts every workload. */
  Map<String, Object> document(boolean all) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "driftless.dev/v1alpha1");
    document.put("kind", "Plan");
    document.put("generatedAt", generatedAt.toString());
    document.put("revisions", revisions.stream().map(PlanReport::revision).toList());
    document.put("workloads", shown(all).stream().map(this::workload).toList());
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("inSync", inSync());
    summary.put("drifted", count(Verdict.Drifted.class));
    summary.put("exempt", count(Verdict.Exempt.class));
    summary.put("unknown", count(Verdict.Unknown.class));
    summary.put("stuck", 0);
    summary.put("unmanaged", unmanaged());
    summary.put("restartNow", restartNow());
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

  private Map<String, Object> workload(Review review) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", review.ref().kind().label());
    object.put("namespace", review.ref().namespace());
    object.put("name", review.ref().name());
    object.put("pods", review.pods());
    object.put("verdict", review.verdict().label());
    switch (review.verdict()) {
      case Verdict.Exempt exempt -> object.put("why", why(exempt.reason(), exempt.detail()));
      case Verdict.Unknown unknown -> object.put("why", why(unknown.reason(), unknown.detail()));
      case Verdict.InSync inSync -> { }
      case Verdict.Drifted drifted -> { }
    }
    object.put("reasons", review.drifts().stream().map(this::drift).toList());
    expected(review.expectation()).ifPresent(expected -> object.put("expected", expected));
    object.put("stuck", List.of());
    object.put("action", review.restart() ? "restart" : "none");
    object.put("deferred", review.deferred().stream().map(PlanReport::deferral).toList());
    return object;
  }

  private static Map<String, Object> why(Enum<?> reason, String detail) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("reason", reason.name());
    object.put("detail", detail);
    return object;
  }

  private Map<String, Object> drift(Drift drift) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("reason", drift.reason().name());
    object.put("container", drift.container());
    object.put("actual", drift.actual());
    object.put("expected", drift.expected());
    object.put("pods", drift.pods());
    object.put("policy", reactions.get(drift.reason()).name().toLowerCase(Locale.ROOT));
    return object;
  }

  /** Empty if it cannot be said. */
  private static Optional<Map<String, Object>> expected(Expectation expectation) {
    Map<String, Object> object = new LinkedHashMap<>();
    switch (expectation) {
      case Expectation.Injected injected -> {
        object.put("injected", true);
        object.put("revision", injected.revision());
        object.put("image", injected.image());
      }
      case Expectation.NotInjected none -> object.put("injected", false);
      case Expectation.Undecidable undecidable -> {
        return Optional.empty();
      }
    }
    object.put("source", "computed");
    return Optional.of(object);
  }

  private static Map<String, Object> deferral(Deferral deferral) {
    Map<String, Object> object = why(deferral.reason(), deferral.detail());
    deferral.until().ifPresent(until -> object.put("until", until.toString()));
    return object;
  }
}

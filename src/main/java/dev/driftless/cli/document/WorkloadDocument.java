package dev.driftless.cli.document;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Review;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.stuck.Stuck;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One workload, as {@code plan} and {@code explain} print it. */
public final class WorkloadDocument {

  private WorkloadDocument() {}

  public static Map<String, Object> of(Review review, Map<DriftReason, Reaction> reactions) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", review.ref().kind().label());
    object.put("namespace", review.ref().namespace());
    object.put("name", review.ref().name());
    object.put("pods", review.pods());
    object.put("verdict", review.verdict().label());
    switch (review.verdict()) {
      case Verdict.Exempt exempt -> object.put("why", Reasons.of(exempt.reason(), exempt.detail()));
      case Verdict.Unknown unknown -> object.put("why", Reasons.of(unknown.reason(), unknown.detail()));
      case Verdict.InSync inSync -> { }
      case Verdict.Drifted drifted -> { }
    }
    object.put("reasons", review.drifts().stream().map(drift -> drift(drift, reactions)).toList());
    ExpectedDocument.of(review.expectation()).ifPresent(expected -> object.put("expected", expected));
    object.put("stuck", review.stuck().stream().map(WorkloadDocument::stuck).toList());
    object.put("action", review.action().label());
    object.put("deferred", review.deferred().stream().map(WorkloadDocument::deferral).toList());
    return object;
  }

  private static Map<String, Object> drift(Drift drift, Map<DriftReason, Reaction> reactions) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("reason", drift.reason().name());
    object.put("container", drift.container());
    object.put("actual", drift.actual());
    object.put("expected", drift.expected());
    object.put("pods", drift.pods());
    object.put("policy", reactions.get(drift.reason()).name().toLowerCase(Locale.ROOT));
    if (drift.reason() == DriftReason.IMAGE) {
      object.put("skew", drift.skew().name());
    }
    return object;
  }

  private static Map<String, Object> stuck(Stuck stuck) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("pod", stuck.pod());
    object.put("pods", stuck.pods());
    object.put("diagnosis", stuck.finding().diagnosis().name());
    object.put("evidence", stuck.finding().evidence());
    object.put("owner", stuck.finding().owner().label());
    object.put("remedy", "report");
    return object;
  }

  private static Map<String, Object> deferral(Deferral deferral) {
    Map<String, Object> object = Reasons.of(deferral.reason(), deferral.detail());
    deferral.until().ifPresent(until -> object.put("until", until.toString()));
    return object;
  }
}

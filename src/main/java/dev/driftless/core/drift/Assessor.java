package dev.driftless.core.drift;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Injection;
import dev.driftless.core.injection.MeshFacts;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Fingerprint;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges one workload: its template's expectation against each of its pods. */
public final class Assessor {

  private static final Comparator<Drift> WORST_FIRST =
      Comparator.comparing(Drift::reason).thenComparing(Drift::actual).thenComparing(Drift::expected);

  private final Set<DriftReason> ignored;

  /** @param ignored reasons that do not count as drift */
  public Assessor(Set<DriftReason> ignored) {
    this.ignored = Set.copyOf(ignored);
  }

  public Assessment assess(Workload workload, Optional<NamespaceFacts> namespace, MeshFacts mesh) {
    if (namespace.isEmpty()) {
      return undecidable(UnknownReason.NAMESPACE_NOT_OBSERVED, "namespace " + workload.ref().namespace());
    }
    if (workload.template().isEmpty()) {
      return undecidable(UnknownReason.OWNER_NOT_OBSERVED, workload.ref().toString());
    }
    Expectation expectation = Injection.expect(workload.template().get(), namespace.get(), mesh);
    Assessment plain = compare(workload.pods(), expectation);
    return plain.verdict() instanceof Verdict.Drifted
        ? Consent.refusal(workload, namespace.get(), plain).map(verdict -> with(plain, verdict)).orElse(plain)
        : plain;
  }

  private Assessment compare(List<PodFacts> pods, Expectation expectation) {
    Map<Optional<Proxy>, Integer> proxies = new LinkedHashMap<>();
    pods.forEach(pod -> proxies.merge(pod.shape().proxy(), 1, Integer::sum));
    Map<Drift, Integer> counted = new LinkedHashMap<>();
    Optional<Verdict.Unknown> unknown = Optional.empty();
    for (Map.Entry<Optional<Proxy>, Integer> proxy : proxies.entrySet()) {
      PodComparison comparison = PodComparison.of(proxy.getKey(), expectation);
      comparison.drifts().stream().filter(drift -> !ignored.contains(drift.reason()))
          .forEach(drift -> counted.merge(drift, proxy.getValue(), Integer::sum));
      unknown = unknown.or(comparison::unknown);
    }
    List<Drift> drifts = new ArrayList<>();
    counted.forEach((drift, count) -> drifts
        .add(new Drift(drift.reason(), drift.container(), drift.actual(), drift.expected(), count)));
    drifts.sort(WORST_FIRST);
    List<Drift> worstFirst = List.copyOf(drifts);
    return new Assessment(expectation, verdict(worstFirst, unknown), worstFirst, target(expectation));
  }

  private static Verdict verdict(List<Drift> drifts, Optional<Verdict.Unknown> unknown) {
    if (unknown.isPresent()) {
      return unknown.get();
    }
    return drifts.isEmpty() ? new Verdict.InSync() : new Verdict.Drifted(drifts);
  }

  private static Assessment undecidable(UnknownReason reason, String detail) {
    return new Assessment(new Expectation.Undecidable(reason, detail), new Verdict.Unknown(reason, detail), List.of(),
        "");
  }

  private static Assessment with(Assessment assessment, Verdict verdict) {
    return new Assessment(assessment.expectation(), verdict, assessment.drifts(), assessment.target());
  }

  private static String target(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Injected injected -> injected.revision() + "@" + Fingerprint.of(injected.image());
      case Expectation.NotInjected none -> "none";
      case Expectation.Undecidable undecidable -> "";
    };
  }
}

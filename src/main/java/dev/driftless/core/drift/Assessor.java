package dev.driftless.core.drift;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Injection;
import dev.driftless.core.injection.MeshFacts;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges one workload: its template's expectation against each of its pods. For one thread. */
public final class Assessor {

  private static final Comparator<Drift> WORST_FIRST =
      Comparator.comparing(Drift::reason).thenComparing(Drift::actual).thenComparing(Drift::expected);

  private static final int REMEMBERED = 1000;

  private final Set<DriftReason> ignored;
  private final boolean gateways;
  private Expectation lastExpectation;
  private MeshMemory lastMemory;
  private String lastTarget = "";
  private Expectation lastCompared;
  private final Map<Optional<Proxy>, PodComparison> comparisons = new HashMap<>();

  /** @param ignored reasons that do not count as drift */
  public Assessor(Set<DriftReason> ignored) {
    this(ignored, true);
  }

  /**
   * The same.
   *
   * @param gateways whether that of gateways counts at all
   */
  public Assessor(Set<DriftReason> ignored, boolean gateways) {
    this.ignored = Set.copyOf(ignored);
    this.gateways = gateways;
  }

  /**
   * Everything beside the workload that a verdict depends on.
   *
   * @param namespace of the workload; empty if it was not observed yet
   */
  public record Context(Optional<NamespaceFacts> namespace, MeshFacts mesh, MeshMemory memory) {}

  /** The target that an expectation alone makes. Most workloads share theirs, so the last one is remembered. */
  public String target(Expectation expectation, MeshMemory memory) {
    if (expectation != lastExpectation || memory != lastMemory) {
      lastExpectation = expectation;
      lastMemory = memory;
      lastTarget = Targets.of(expectation, memory, ignored);
    }
    return lastTarget;
  }

  /**
   * Judges it.
   *
   * @param computed what {@link #expect} said
   * @param proof    what the API server said a new pod of the present template would get; empty if it was not
   *                 asked
   */
  public Assessment assess(Workload workload, Context context, Expectation computed, Optional<Proof> proof) {
    if (context.namespace().isEmpty() || workload.template().isEmpty()) {
      return undecided(computed);
    }
    Assessment judged = judge(workload.pods(), computed, context.memory(), proof);
    return judged.verdict() instanceof Verdict.Drifted
        ? context.namespace().flatMap(namespace -> Consent.refusal(workload, namespace, judged))
            .map(judged::with).orElse(judged)
        : judged;
  }

  /** Whatever its pods are. */
  private static Assessment undecided(Expectation computed) {
    return new Assessment(computed, PodComparison.of(Optional.empty(), computed).undecided()
        .<Verdict>map(unknown -> unknown).orElseGet(Verdict.InSync::new), List.of(), "");
  }

  /** What the configuration gives a new pod of that workload now. */
  public static Expectation expect(Workload workload, Context context) {
    if (context.namespace().isEmpty()) {
      return new Expectation.Undecidable(UnknownReason.NAMESPACE_NOT_OBSERVED,
          "namespace " + workload.ref().namespace());
    }
    return workload.template().isEmpty()
        ? new Expectation.Undecidable(UnknownReason.OWNER_NOT_OBSERVED, workload.ref().toString())
        : Injection.expect(workload.template().get(), context.namespace().get(), context.mesh());
  }

  private Assessment judge(List<PodFacts> pods, Expectation computed, MeshMemory memory, Optional<Proof> proof) {
    if (proof.isEmpty() || !Provable.is(computed)) {
      return compare(pods, computed, memory);
    }
    Assessment plain = compare(pods, computed, memory);
    if (proof.get() instanceof Proof.Refused(String detail)) {
      return plain.verdict() instanceof Verdict.InSync ? plain
          : plain.with(new Verdict.Unknown(UnknownReason.PROOF_REFUSED, detail));
    }
    if (computed instanceof Expectation.NotInjected) {
      return proof.get() instanceof Proof.Injected(Proxy proxy) && plain.verdict() instanceof Verdict.Drifted
          ? plain.with(new Verdict.Unknown(UnknownReason.WOULD_NOT_CONVERGE,
              "a new pod would still have a sidecar: " + proxy.image()))
          : plain;
    }
    return switch (proof.get()) {
      case Proof.Refused refused -> plain;
      case Proof.Bare bare -> computed instanceof Expectation.Undecidable undecidable
          ? compare(pods, new Expectation.NotInjected(SkipReason.SHOWN, "a dry run came back without a sidecar",
              undecidable.revision()), memory)
          : plain;
      case Proof.Injected(Proxy proxy) -> proved(plain, compare(pods, Provable.proved(computed, proxy), memory));
    };
  }

  /** What the API server answers is the expectation; if that leaves everything as it is, a restart is no cure. */
  private static Assessment proved(Assessment plain, Assessment certain) {
    if (!(certain.verdict() instanceof Verdict.InSync)) {
      return certain;
    }
    return plain.verdict() instanceof Verdict.Drifted drifted
        ? new Assessment(certain.expectation(), new Verdict.Unknown(UnknownReason.WOULD_NOT_CONVERGE,
            "a new pod would still differ from the injector's configuration: " + drifted.drifts().getFirst().reason()
                + " " + drifted.drifts().getFirst().actual() + ", configured "
                + drifted.drifts().getFirst().expected()), plain.drifts(), certain.target())
        : certain;
  }

  /** Those of the pods that are not what is expected, in anything that counts as drift. */
  public List<PodFacts> drifted(List<PodFacts> pods, Expectation expectation, MeshMemory memory) {
    return pods.stream().filter(pod -> !compare(List.of(pod), expectation, memory).drifts().isEmpty()).toList();
  }

  private Assessment compare(List<PodFacts> pods, Expectation expectation, MeshMemory memory) {
    if (!gateways && expectation instanceof Expectation.Injected injected && injected.gateway()) {
      return new Assessment(expectation, new Verdict.InSync(), List.of(), target(expectation, memory));
    }
    Map<Drift, Integer> counted = new LinkedHashMap<>();
    Optional<Verdict.Unknown> unknown = Optional.empty();
    for (Map.Entry<Optional<Proxy>, Integer> proxy : proxies(pods).entrySet()) {
      PodComparison comparison = comparison(proxy.getKey(), expectation);
      comparison.drifts().stream().filter(drift -> !ignored.contains(drift.reason()))
          .forEach(drift -> counted.merge(drift, proxy.getValue(), Integer::sum));
      unknown = unknown.or(() -> comparison.unknown(ignored));
    }
    if (expectation instanceof Expectation.Injected injected && !ignored.contains(DriftReason.CONFIG_FINGERPRINT)) {
      MemoryComparison.drifts(pods, injected.revision(), memory)
          .forEach((drift, count) -> counted.merge(drift, count, Integer::sum));
    }
    List<Drift> drifts = new ArrayList<>();
    counted.forEach((drift, count) -> drifts
        .add(new Drift(drift.reason(), drift.container(), drift.actual(), drift.expected(), count)));
    drifts.sort(WORST_FIRST);
    List<Drift> worstFirst = List.copyOf(drifts);
    return new Assessment(expectation, verdict(worstFirst, unknown), worstFirst,
        target(expectation, memory));
  }

  /** Few different proxies are found in many workloads of one expectation, so those of the last one are remembered. */
  private PodComparison comparison(Optional<Proxy> proxy, Expectation expectation) {
    if (expectation != lastCompared || comparisons.size() >= REMEMBERED) {
      lastCompared = expectation;
      comparisons.clear();
    }
    return comparisons.computeIfAbsent(proxy, actual -> PodComparison.of(actual, expectation));
  }

  /** Pods of one template share their shape, so most are told apart by it alone. */
  private static Map<Optional<Proxy>, Integer> proxies(List<PodFacts> pods) {
    Map<Optional<Proxy>, Integer> proxies = new LinkedHashMap<>();
    PodShape last = null;
    int run = 0;
    for (PodFacts pod : pods) {
      if (last != null && pod.shape() != last) {
        proxies.merge(last.proxy(), run, Integer::sum);
        run = 0;
      }
      last = pod.shape();
      run++;
    }
    if (last != null) {
      proxies.merge(last.proxy(), run, Integer::sum);
    }
    return proxies;
  }

  private static Verdict verdict(List<Drift> drifts, Optional<Verdict.Unknown> unknown) {
    if (unknown.isPresent()) {
      return unknown.get();
    }
    return drifts.isEmpty() ? new Verdict.InSync() : new Verdict.Drifted(drifts);
  }
}

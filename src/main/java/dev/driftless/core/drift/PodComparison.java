package dev.driftless.core.drift;

import dev.driftless.core.injection.Derived;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Features;
import dev.driftless.core.injection.ImageDifference;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One pod against what a new pod would get.
 *
 * @param drifts   what differs, each counted as one pod
 * @param undecided why nothing at all can be judged
 * @param unknowns what cannot be judged of this pod, by the reason that it would be drifted for
 */
public record PodComparison(List<Drift> drifts, Optional<Verdict.Unknown> undecided,
    Map<DriftReason, Verdict.Unknown> unknowns) {

  static final String CONTAINER = "istio-proxy";
  private static final PodComparison SAME = new PodComparison(List.of(), Optional.empty(), Map.of());

  public static PodComparison of(Optional<Proxy> actual, Expectation expectation) {
    return switch (expectation) {
      case Expectation.Injected expected -> actual.map(proxy -> compare(proxy, expected))
          .orElseGet(() -> drift(DriftReason.MISSING_SIDECAR, "none", expected.image()));
      case Expectation.NotInjected expected -> actual
          .map(proxy -> unwanted(proxy, expected))
          .orElse(SAME);
      case Expectation.Undecidable undecidable ->
        new PodComparison(List.of(), Optional.of(new Verdict.Unknown(undecidable.reason(), undecidable.detail())),
            Map.of());
    };
  }

  /** The first that cannot be judged, of those whose reason counts. */
  public Optional<Verdict.Unknown> unknown(Set<DriftReason> ignored) {
    return undecided.or(() -> unknowns.entrySet().stream().filter(entry -> !ignored.contains(entry.getKey()))
        .map(Map.Entry::getValue).findFirst());
  }

  /** A revision that nobody serves (any more) is no wish to run without a sidecar. */
  private static PodComparison unwanted(Proxy proxy, Expectation.NotInjected expected) {
    return expected.reason() == SkipReason.DANGLING_REVISION
        ? drift(DriftReason.DANGLING_REVISION, proxy.image(), expected.detail())
        : drift(DriftReason.UNWANTED_SIDECAR, proxy.image(), "none");
  }

  private static PodComparison compare(Proxy proxy, Expectation.Injected expected) {
    List<Drift> drifts = new ArrayList<>();
    Map<DriftReason, Verdict.Unknown> unknowns = new EnumMap<>(DriftReason.class);
    boolean sameRevision = proxy.revision().isEmpty() || proxy.revision().equals(expected.revision());
    if (!sameRevision) {
      drifts.add(new Drift(DriftReason.WRONG_REVISION, CONTAINER, proxy.revision(), expected.revision(), 1));
    }
    image(proxy, expected, drifts).filter(unknown -> sameRevision)
        .ifPresent(unknown -> unknowns.put(DriftReason.IMAGE, unknown));
    new FeatureComparison(drifts, unknowns).compare(proxy, expected.features());
    return new PodComparison(List.copyOf(drifts), Optional.empty(), Collections.unmodifiableMap(unknowns));
  }

  /** Only a pod of the expected revision can show that its image is rewritten; another's comes from elsewhere. */
  private static Optional<Verdict.Unknown> image(Proxy proxy, Expectation.Injected expected, List<Drift> drifts) {
    ImageDifference difference = ImageDifference.between(expected.image(), proxy.image());
    boolean certain = expected.source() == Expectation.Source.PROVED;
    switch (difference) {
      case SAME -> { }
      case VERSION, VARIANT -> drifts.add(image(proxy, expected));
      case REGISTRY, REBUILD, UNKNOWN -> {
        if (!certain) {
          return Optional.of(new Verdict.Unknown(difference == ImageDifference.UNKNOWN
              ? UnknownReason.IMAGE_NOT_COMPARABLE : UnknownReason.IMAGE_REWRITTEN,
              "the pod has " + proxy.image() + ", the injector's configuration gives " + expected.image()));
        }
        drifts.add(image(proxy, expected));
      }
    }
    return Optional.empty();
  }

  private static Drift image(Proxy proxy, Expectation.Injected expected) {
    return new Drift(DriftReason.IMAGE, CONTAINER, proxy.image(), expected.image(), 1);
  }

  private static PodComparison drift(DriftReason reason, String actual, String expected) {
    return new PodComparison(List.of(new Drift(reason, CONTAINER, actual, expected, 1)), Optional.empty(),
        Map.of());
  }

  /** What a proxy is beside its image. */
  private record FeatureComparison(List<Drift> drifts, Map<DriftReason, Verdict.Unknown> unknowns) {

    void compare(Proxy proxy, Features expected) {
      compare(DriftReason.CONTAINER_KIND, proxy.container(), expected.container(), kind -> kind.label());
      compare(DriftReason.INIT_KIND, proxy.init(), expected.init(), kind -> kind.label());
      compare(DriftReason.RESOURCES, proxy.resources(), expected.resources(), Object::toString);
      compare(DriftReason.PROMETHEUS_MERGE, proxy.scraping(), expected.scraping(), Object::toString);
      proxy.settings().ifPresent(settings -> settings(settings, expected.settings()));
    }

    private <T> void compare(DriftReason reason, T actual, Derived<T> expected, Function<T, String> print) {
      switch (expected) {
        case Derived.Known<T>(T value) -> {
          if (!value.equals(actual)) {
            drifts.add(new Drift(reason, CONTAINER, print.apply(actual), print.apply(value), 1));
          }
        }
        case Derived.Unclear<T>(UnknownReason why, String detail) ->
          unknowns.put(reason, new Verdict.Unknown(why, detail));
      }
    }

    private void settings(Map<String, String> actual, Derived<Map<String, String>> expected) {
      switch (expected) {
        case Derived.Known<Map<String, String>>(Map<String, String> value) -> {
          if (!value.equals(actual)) {
            drifts.add(SettingsDifference.of(actual, value));
          }
        }
        case Derived.Unclear<Map<String, String>>(UnknownReason why, String detail) ->
          unknowns.put(DriftReason.PROXY_CONFIG, new Verdict.Unknown(why, detail));
      }
    }
  }
}

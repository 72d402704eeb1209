package dev.driftless.core.drift;

import dev.driftless.core.injection.Derived;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Features;
import dev.driftless.core.injection.ImageRef;
import dev.driftless.core.model.Fingerprint;
import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Names expectations by what a pod would show of them: how they were written down does not matter. */
public final class Targets {

  /** The target of pods that are to have no sidecar. */
  public static final String NO_SIDECAR = "none";

  private Targets() {}

  static String of(Expectation expectation, MeshMemory memory, Set<DriftReason> ignored) {
    return switch (expectation) {
      case Expectation.Injected injected ->
        injected.revision() + "@" + fingerprint(injected, memory, ignored);
      case Expectation.NotInjected none -> NO_SIDECAR;
      case Expectation.Undecidable undecidable -> "";
    };
  }

  private static String fingerprint(Expectation.Injected injected, MeshMemory memory, Set<DriftReason> ignored) {
    Features features = injected.features();
    Map<DriftReason, String> parts = new TreeMap<>();
    ImageRef image = ImageRef.parse(injected.image());
    parts.put(DriftReason.IMAGE, image.digest().map(digest -> "@" + digest)
        .orElseGet(() -> image.repository() + ":" + image.tag().orElse("")));
    parts.put(DriftReason.CONTAINER_KIND, text(features.container(), Enum::name));
    parts.put(DriftReason.INIT_KIND, text(features.init(), Enum::name));
    parts.put(DriftReason.RESOURCES, text(features.resources(), Targets::text));
    parts.put(DriftReason.PROMETHEUS_MERGE, text(features.scraping(), Object::toString));
    parts.put(DriftReason.PROXY_CONFIG, text(features.settings(), Targets::sorted));
    parts.put(DriftReason.CONFIG_FINGERPRINT,
        memory.current(injected.revision()).map(epoch -> sorted(epoch.settings())).orElse(""));
    parts.keySet().removeAll(ignored);
    return Fingerprint.of(parts.values().toArray(String[]::new));
  }

  private static <T> String text(Derived<T> part, Function<T, String> print) {
    return switch (part) {
      case Derived.Known<T>(T value) -> print.apply(value);
      case Derived.Unclear<T> unclear -> "?";
    };
  }

  private static String sorted(Map<String, String> settings) {
    return new TreeMap<>(settings).toString();
  }

  private static String text(Resources resources) {
    return amounts(resources.requests()) + "/" + amounts(resources.limits());
  }

  private static String amounts(Map<String, Quantity> amounts) {
    StringBuilder text = new StringBuilder();
    amounts.forEach((name, amount) -> text.append(name).append('=').append(amount.canonical()).append(' '));
    return text.toString();
  }
}

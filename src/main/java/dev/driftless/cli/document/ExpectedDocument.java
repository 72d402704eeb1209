package dev.driftless.cli.document;

import dev.driftless.core.injection.Derived;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Features;
import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.Scraping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a new pod would get. A part that cannot be told is left out, so that each field always has its one type, and
 * {@code unknown} lists it with the reason; without such parts there is no {@code unknown}.
 */
public final class ExpectedDocument {

  private static final String NONE = "none";

  private final Map<String, Object> object = new LinkedHashMap<>();
  private final List<Map<String, Object>> unknown = new ArrayList<>();

  private ExpectedDocument() {}

  /** Empty if nothing of it can be said. */
  public static Optional<Map<String, Object>> of(Expectation expectation) {
    ExpectedDocument document = new ExpectedDocument();
    return switch (expectation) {
      case Expectation.Injected injected -> Optional.of(document.injected(injected));
      case Expectation.NotInjected none -> Optional.of(document.bare());
      case Expectation.Undecidable undecidable -> Optional.empty();
    };
  }

  private Map<String, Object> injected(Expectation.Injected injected) {
    Features features = injected.features();
    object.put("injected", true);
    object.put("revision", injected.revision());
    object.put("image", injected.image());
    put("container", features.container(), kind -> kind.label());
    put("init", features.init(), kind -> kind.label());
    put("resources", features.resources(), ExpectedDocument::resources);
    put("prometheus", features.scraping(), ExpectedDocument::scraping);
    put("proxyConfig", features.settings(), TreeMap::new);
    if (!unknown.isEmpty()) {
      object.put("unknown", unknown);
    }
    object.put("source", injected.source().label());
    return object;
  }

  private Map<String, Object> bare() {
    object.put("injected", false);
    object.put("container", NONE);
    object.put("init", NONE);
    object.put("source", Expectation.Source.COMPUTED.label());
    return object;
  }

  private <T> void put(String name, Derived<T> part, Function<T, Object> form) {
    switch (part) {
      case Derived.Known<T>(T value) -> object.put(name, form.apply(value));
      case Derived.Unclear<T> unclear -> {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("part", name);
        entry.putAll(Reasons.of(unclear.reason(), unclear.detail()));
        unknown.add(entry);
      }
    }
  }

  static Map<String, Object> resources(Resources resources) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("requests", amounts(resources.requests()));
    form.put("limits", amounts(resources.limits()));
    return form;
  }

  private static Map<String, String> amounts(Map<String, Quantity> amounts) {
    Map<String, String> form = new TreeMap<>();
    amounts.forEach((name, amount) -> form.put(name, amount.toString()));
    return form;
  }

  /** Annotations {@code prometheus.io/…} that are there. */
  static Map<String, Object> scraping(Scraping scraping) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("scrape", scraping.scrape());
    form.put("port", scraping.port());
    form.put("path", scraping.path());
    form.values().removeIf(""::equals);
    return form;
  }
}

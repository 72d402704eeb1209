package dev.driftless.core.injection;

import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.Map;
import java.util.Optional;

/**
 * Where Prometheus is sent: with merged metrics to Istio's agent, unless the template opts out or says the agent's port
 * itself (istio/istio, {@code applyPrometheusMerge} in {@code pkg/kube/inject/webhook.go}).
 */
final class ScrapingRule {

  private static final String AGENT_PATH = "/stats/prometheus";
  private static final String DEFAULT_PORT = "15020";
  private static final int FIRST_RESERVED = 15000;
  private static final int LAST_RESERVED = 15099;

  private ScrapingRule() {}

  static Derived<Scraping> of(TemplateFacts template, Injector injector) {
    Map<String, String> annotations = template.annotations();
    Scraping own = new Scraping(annotations.getOrDefault(IstioKeys.PROMETHEUS_SCRAPE, ""),
        annotations.getOrDefault(IstioKeys.PROMETHEUS_PORT, ""),
        annotations.getOrDefault(IstioKeys.PROMETHEUS_PATH, ""));
    String agent = injector.meshTree().at("defaultConfig", "statusPort").text()
        .filter(port -> !port.isEmpty() && !port.equals("0")).orElse(DEFAULT_PORT);
    Optional<String> port = named(annotations, IstioKeys.PROMETHEUS_PORT);
    if (refused(annotations) || !merged(annotations, injector) || port.filter(agent::equals).isPresent()) {
      return new Derived.Known<>(own);
    }
    if (annotations.containsKey(IstioKeys.SCRAPE_TARGETS) || port.filter(text -> !scrapable(text)).isPresent()) {
      return new Derived.Unclear<>(UnknownReason.NOT_DERIVABLE,
          "annotations of the template name what to scrape in a way that some releases of Istio refuse");
    }
    return new Derived.Known<>(new Scraping("true", agent, AGENT_PATH));
  }

  private static boolean refused(Map<String, String> annotations) {
    return named(annotations, IstioKeys.PROMETHEUS_SCRAPE).flatMap(GoBoolean::parse)
        .filter(scrape -> !scrape).isPresent();
  }

  private static boolean merged(Map<String, String> annotations, Injector injector) {
    Optional<Boolean> asked =
        Optional.ofNullable(annotations.get(IstioKeys.MERGE_METRICS)).flatMap(GoBoolean::parse);
    Tree ofMesh = injector.meshTree().at("enablePrometheusMerge");
    return asked.orElseGet(() -> !ofMesh.text().filter("false"::equals).isPresent());
  }

  /** istiod takes every annotation for this one whose name is the same with all punctuation replaced. */
  private static Optional<String> named(Map<String, String> annotations, String name) {
    return annotations.entrySet().stream().filter(entry -> sanitized(entry.getKey()).equals(sanitized(name)))
        .map(Map.Entry::getValue).findFirst();
  }

  private static String sanitized(String name) {
    return name.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static boolean scrapable(String port) {
    if (!port.matches("[0-9]{1,5}")) {
      return port.isEmpty();
    }
    int number = Integer.parseInt(port);
    return number >= 1 && number <= 65535 && (number < FIRST_RESERVED || number > LAST_RESERVED);
  }
}

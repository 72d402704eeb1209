package dev.driftless.core.injection;

import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where Prometheus is sent: with merged metrics to Istio's agent, unless the template opts out or says the agent's port
 * itself; {@code injectedAnnotations} are written over all of that (istio/istio, {@code
 * applyPrometheusMerge} and {@code applyMetadata} in {@code pkg/kube/inject/webhook.go}).
 */
final class ScrapingRule {

  private static final String AGENT_PATH = "/stats/prometheus";
  private static final String DEFAULT_PORT = "15020";
  /** Of the sidecar itself. */
  private static final Set<Integer> RESERVED = Set.of(15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090);

  private ScrapingRule() {}

  static Derived<Scraping> of(TemplateFacts template, Injector injector) {
    Map<String, String> written = new HashMap<>(template.annotations());
    if (merges(template.annotations(), injector)) {
      written.putAll(Map.of(IstioKeys.PROMETHEUS_SCRAPE, "true", IstioKeys.PROMETHEUS_PORT, agent(injector),
          IstioKeys.PROMETHEUS_PATH, AGENT_PATH));
    }
    written.putAll(injector.injectedAnnotations());
    return new Derived.Known<>(new Scraping(written.getOrDefault(IstioKeys.PROMETHEUS_SCRAPE, ""),
        written.getOrDefault(IstioKeys.PROMETHEUS_PORT, ""), written.getOrDefault(IstioKeys.PROMETHEUS_PATH, "")));
  }

  /** Why istiod denies the pod, which it does since 1.31, or may do if it does not tell its release. */
  static Optional<String> problem(TemplateFacts template, Injector injector) {
    Map<String, String> annotations = template.annotations();
    if (injector.isBefore(1, 31) || !merges(annotations, injector)) {
      return Optional.empty();
    }
    List<String> targets = targets(annotations);
    Stream<String> ports = targets.isEmpty() ? named(annotations, IstioKeys.PROMETHEUS_PORT)
        .filter(port -> !port.isEmpty()).stream() : targets.stream();
    return ports.filter(port -> !scrapable(port, agent(injector))).findFirst()
        .map(port -> "annotations of the template have Prometheus scrape port '" + port + "': istiod denies such a "
            + "pod; allowed: 1 to 65535, but none that the sidecar has itself");
  }

  private static boolean merges(Map<String, String> annotations, Injector injector) {
    return !refused(annotations) && merged(annotations, injector)
        && !named(annotations, IstioKeys.PROMETHEUS_PORT).equals(Optional.of(agent(injector)));
  }

  private static String agent(Injector injector) {
    return injector.meshTree().at("defaultConfig", "statusPort").text()
        .filter(port -> !port.isEmpty() && !port.equals("0")).orElse(DEFAULT_PORT);
  }

  /** The ports of a list of {@code port:path}; none if an entry has no port, which istiod takes for no list at all. */
  private static List<String> targets(Map<String, String> annotations) {
    List<String> ports = named(annotations, IstioKeys.SCRAPE_TARGETS).stream()
        .flatMap(text -> Stream.of(text.split(","))).map(String::strip).filter(entry -> !entry.isEmpty())
        .map(entry -> entry.split(":", 2)[0].strip()).toList();
    return ports.contains("") ? List.of() : ports;
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

  private static boolean scrapable(String port, String agent) {
    if (!port.matches("[+]?[0-9]{1,9}")) {
      return false;
    }
    int number = Integer.parseInt(port);
    return number >= 1 && number <= 65535 && !RESERVED.contains(number) && !agent.equals(Integer.toString(number));
  }
}

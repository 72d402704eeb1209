package dev.driftless.sim.mesh;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Lets Prometheus scrape the agent, which adds the application's metrics, instead of the application.
 *
 * @see <a href="https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging">Metrics merging</a>
 */
final class PrometheusMerge {

  private static final String PREFIX = "prometheus.io/";
  private static final String SCRAPE = PREFIX + "scrape";
  private static final String PORT = PREFIX + "port";
  private static final String PATH = PREFIX + "path";
  private static final List<String> KEYS = List.of(SCRAPE, PATH, PORT);

  private PrometheusMerge() {}

  static InjectedPod applied(InjectedPod pod, TemplateInput input) {
    String agent = Tree.text(input.configuration().mesh(), "defaultConfig", "statusPort");
    String port = agent.isEmpty() ? "15020" : agent;
    if (!isWanted(pod, input) || pod.annotation(PORT).equals(port)) {
      return pod;
    }
    boolean scraped = KEYS.stream().anyMatch(pod::isAnnotated);
    ObjectNode original = Tree.object("scrape", pod.annotation(SCRAPE), "path", pod.annotation(PATH),
        "port", pod.annotation(PORT));
    InjectedPod told = scraped
        ? Proxies.withVariable(pod, "ISTIO_PROMETHEUS_ANNOTATIONS", original.toString()) : pod;
    return told.withAnnotations(PORT, port, PATH, "/stats/prometheus", SCRAPE, "true");
  }

  private static boolean isWanted(InjectedPod pod, TemplateInput input) {
    if (pod.isAnnotated(SCRAPE) && !Boolean.parseBoolean(pod.annotation(SCRAPE))) {
      return false;
    }
    String asked = pod.annotation("prometheus.istio.io/merge-metrics");
    if (!asked.isEmpty()) {
      return Boolean.parseBoolean(asked);
    }
    var ofMesh = input.configuration().mesh().path("enablePrometheusMerge");
    return ofMesh.isMissingNode() || Tree.given(ofMesh);
  }
}

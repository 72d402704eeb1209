package dev.driftless.edge.kube.projection;

import dev.driftless.core.plan.Candidate;
import dev.driftless.core.remediation.Marks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which annotations matter, and what they are called. */
final class Annotations {

  static final String STATUS = "sidecar.istio.io/status";
  static final String OVERRIDES = "proxy.istio.io/overrides";
  static final String PROXY_CONFIG = "proxy.istio.io/config";
  static final String REVISION = "istio.io/rev";
  static final String SCRAPE = "prometheus.io/scrape";
  static final String SCRAPED_PORT = "prometheus.io/port";
  static final String SCRAPED_PATH = "prometheus.io/path";
  static final String RESTART_ID = Marks.RESTART_ID;

  /** Those that a restart leaves in a template. */
  static final Set<String> RESTART_MARKS = Stream
      .concat(Marks.RESTART_STAMPS.stream(), Stream.of(RESTART_ID)).collect(Collectors.toUnmodifiableSet());

  private Annotations() {}

  /** Those of Driftless and Kyma. */
  static Map<String, String> ofObject(Map<String, String> annotations) {
    return only(annotations, key -> isOf(key, "driftless.dev") || isOf(key, "kyma-project.io"));
  }

  /** The same, with the label by which people name a canary. */
  static Map<String, String> ofWorkload(Map<String, String> annotations, Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(ofObject(annotations));
    all.remove(Candidate.CANARY);
    Optional.ofNullable(labels.get(Candidate.CANARY)).ifPresent(value -> all.put(Candidate.CANARY, value));
    return Map.copyOf(all);
  }

  /** Those of Istio, Prometheus, Driftless and Kyma, and {@value Marks#RESTARTED_AT}. */
  static Map<String, String> ofTemplate(Map<String, String> annotations) {
    return only(annotations, key -> isOf(key, "istio.io") || isOf(key, "driftless.dev")
        || isOf(key, "kyma-project.io") || key.equals(Marks.RESTARTED_AT) || isOfPrometheus(key));
  }

  /** As {@link #ofTemplate}, without what injection itself has written on the pod. */
  static Map<String, String> ofPod(Map<String, String> annotations) {
    Set<String> written = Set.of(STATUS, OVERRIDES, REVISION);
    return only(ofTemplate(annotations), key -> !annotations.containsKey(STATUS) || !written.contains(key));
  }

  private static Map<String, String> only(Map<String, String> annotations, Predicate<String> wanted) {
    return annotations.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** istiod takes any punctuation for that of {@code prometheus.io/…}. */
  private static boolean isOfPrometheus(String key) {
    return key.startsWith("prometheus") && key.replaceAll("[^a-zA-Z0-9]", "_").startsWith("prometheus_io_");
  }

  private static boolean isOf(String key, String domain) {
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    return prefix.equals(domain) || prefix.endsWith("." + domain);
  }
}

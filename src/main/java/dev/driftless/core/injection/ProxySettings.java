package dev.driftless.core.injection;

import static java.util.Map.entry;

import dev.driftless.core.model.Tree;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What injection tells a proxy beside its container, as comparable texts: the fields of ProxyConfig that differ from
 * Istio's own defaults, entries of {@code proxyMetadata} one by one (DNS proxying is one of them), whether the
 * application is held until the proxy is ready, and what the injector says of statistics. The image is left out: it
 * shows on the container.
 */
public final class ProxySettings {

  /** {@code true} if the application waits for the proxy by a hook of the container; else absent. */
  public static final String HOLD = "holdApplicationUntilProxyStarts";
  static final String METADATA = "proxyMetadata";
  /** Annotations by which the injector, too, can choose what is counted. */
  public static final String STATISTICS = "sidecar.istio.io/stats";

  private static final Set<String> SEEN_ELSEWHERE = Set.of("image", HOLD);

  /** istio/api, {@code mesh/v1alpha1/proxy.proto}, all fields of 1.18 to 1.32. */
  static final Map<String, ConfigField> FIELDS = Map.ofEntries(
      entry("configPath", ConfigField.TEXT), entry("binaryPath", ConfigField.TEXT),
      entry("serviceCluster", ConfigField.TEXT), entry("tracingServiceName", ConfigField.NAME),
      entry("drainDuration", ConfigField.DURATION), entry("discoveryAddress", ConfigField.TEXT),
      entry("discoveryRefreshDelay", ConfigField.DURATION), entry("zipkinAddress", ConfigField.TEXT),
      entry("statsdUdpAddress", ConfigField.TEXT), entry("envoyMetricsServiceAddress", ConfigField.TEXT),
      entry("proxyAdminPort", ConfigField.NUMBER), entry("availabilityZone", ConfigField.TEXT),
      entry("controlPlaneAuthPolicy", ConfigField.NAME), entry("customConfigFile", ConfigField.TEXT),
      entry("statNameLength", ConfigField.NUMBER), entry("concurrency", ConfigField.OPTIONAL_NUMBER),
      entry("proxyBootstrapTemplatePath", ConfigField.TEXT), entry("interceptionMode", ConfigField.NAME),
      entry("tracing", ConfigField.MESSAGE), entry("sds", ConfigField.MESSAGE),
      entry("envoyAccessLogService", ConfigField.MESSAGE), entry("envoyMetricsService", ConfigField.MESSAGE),
      entry(METADATA, ConfigField.MAP), entry("runtimeValues", ConfigField.MAP),
      entry("statusPort", ConfigField.NUMBER), entry("extraStatTags", ConfigField.TEXTS),
      entry("gatewayTopology", ConfigField.MESSAGE), entry("terminationDrainDuration", ConfigField.DURATION),
      entry("meshId", ConfigField.TEXT), entry("readinessProbe", ConfigField.MESSAGE),
      entry("proxyStatsMatcher", ConfigField.MESSAGE), entry(HOLD, ConfigField.MESSAGE),
      entry("caCertificatesPem", ConfigField.TEXTS), entry("image", ConfigField.MESSAGE),
      entry("privateKeyProvider", ConfigField.MESSAGE), entry("proxyHeaders", ConfigField.MESSAGE),
      entry("fileFlushInterval", ConfigField.DURATION), entry("fileFlushMinSizeKb", ConfigField.NUMBER));

  /** istio/istio, {@code DefaultProxyConfig} in {@code pkg/config/mesh}; the zero of a name says nothing either. */
  private static final Map<String, String> DEFAULTS = Map.ofEntries(
      entry("discoveryAddress", "istiod.istio-system.svc:15012"), entry("configPath", "./etc/istio/proxy"),
      entry("binaryPath", "/usr/local/bin/envoy"), entry("serviceCluster", "istio-proxy"),
      entry("proxyAdminPort", "15000"), entry("controlPlaneAuthPolicy", "MUTUAL_TLS"),
      entry("drainDuration", "45s"), entry("terminationDrainDuration", "5s"), entry("statusPort", "15020"),
      entry("statNameLength", "189"), entry("interceptionMode", "REDIRECT"));

  private ProxySettings() {}

  /**
   * Reads them from a pod.
   *
   * @param proxyConfig the variable {@code PROXY_CONFIG}
   * @param hold        whether the container has the hook that waits for the proxy
   * @param annotations of the pod
   */
  public static Map<String, String> of(Tree proxyConfig, boolean hold, Map<String, String> annotations) {
    SortedMap<String, String> settings = new TreeMap<>();
    proxyConfig.entries().forEach((name, value) -> put(settings, CanonicalText.camelCase(name), value));
    if (hold) {
      settings.put(HOLD, "true");
    }
    annotations.forEach((key, value) -> {
      if (key.startsWith(STATISTICS)) {
        settings.put(key, value);
      }
    });
    return Collections.unmodifiableSortedMap(settings);
  }

  private static void put(SortedMap<String, String> settings, String name, Tree value) {
    if (SEEN_ELSEWHERE.contains(name) || !FIELDS.containsKey(name)) {
      return;
    }
    if (name.equals(METADATA)) {
      value.entries().forEach((key, entry) -> settings.put(METADATA + "." + key, entry.text().orElse("")));
      return;
    }
    String text = FIELDS.get(name).text(value).orElseGet(() -> CanonicalText.of(value));
    if (!text.equals(DEFAULTS.getOrDefault(name, ""))) {
      settings.put(name, text);
    }
  }

  /** Whether a value says nothing at its place, so that it does not override either. */
  static boolean saysNothing(String name, Tree value) {
    return switch (FIELDS.get(name)) {
      case OPTIONAL_NUMBER, MESSAGE -> !value.isPresent();
      case NAME -> name.equals("interceptionMode") && value.text().filter("REDIRECT"::equals).isPresent()
          || name.equals("controlPlaneAuthPolicy") && value.text().filter("NONE"::equals).isPresent()
          || CanonicalText.of(value).isEmpty();
      case TEXT, NUMBER, DURATION, TEXTS, MAP -> CanonicalText.of(value).isEmpty();
    };
  }
}

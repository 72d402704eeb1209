package dev.driftless.core.injection;

import static java.util.Map.entry;

import dev.driftless.core.model.Tree;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a ProxyConfig may not say although it can be read: istiod denies a pod whose annotation says so, and keeps its
 * former MeshConfig (istio/istio, {@code ValidateMeshConfigProxyConfig} in {@code
 * pkg/config/validation/agent/validation.go}).
 */
final class ProxyConfigRules {

  private record Rule(Predicate<Tree> accepts, String allowed) {}

  /** Where a number is expected below a field that is a message. */
  private static final Set<String> NUMBERS = Set.of("numTrustedProxies", "sampling", "maxPathTagLength");
  private static final Rule SAID = new Rule(value -> text(value).filter(String::isEmpty).isEmpty(), "no empty text");
  private static final Rule ADDRESS =
      new Rule(value -> text(value).filter(text -> isAddress(text)).isPresent(), "HOST:PORT");
  private static final Rule ADDRESS_OR_NONE = new Rule(
      value -> text(value).filter(text -> text.isEmpty() || isAddress(text)).isPresent(), "HOST:PORT");
  private static final Rule PORT =
      new Rule(value -> text(value).filter(text -> isPort(text)).isPresent(), "1 to 65535");

  private static final Map<String, Rule> RULES = new TreeMap<>(Map.ofEntries(
      entry("configPath", SAID), entry("binaryPath", SAID), entry("serviceCluster", SAID),
      entry("discoveryAddress", ADDRESS), entry("statsdUdpAddress", ADDRESS_OR_NONE),
      entry("envoyMetricsServiceAddress", ADDRESS_OR_NONE),
      entry("proxyAdminPort", PORT), entry("statusPort", PORT),
      entry("drainDuration", new Rule(value -> ConfigField.DURATION.text(value)
          .filter(text -> text.matches("[1-9][0-9]*s")).isPresent(), "whole seconds, at least one")),
      entry("controlPlaneAuthPolicy", names("NONE", "MUTUAL_TLS")),
      entry("interceptionMode", names("REDIRECT", "TPROXY", "NONE")),
      entry("tracingServiceName",
          names("APP_LABEL_AND_NAMESPACE", "CANONICAL_NAME_ONLY", "CANONICAL_NAME_AND_NAMESPACE")),
      entry("tracing", new Rule(ProxyConfigRules::isTracing, "numbers, and collectors with an address HOST:PORT")),
      entry("gatewayTopology", new Rule(ProxyConfigRules::hasNumbers, "numbers"))));

  private ProxyConfigRules() {}

  /** @return what istiod refuses, to be appended to the name of the place */
  static Optional<String> problem(Tree config) {
    return config.entries().entrySet().stream()
        .filter(field -> field.getValue().isPresent())
        .map(field -> Map.entry(CanonicalText.camelCase(field.getKey()), field.getValue()))
        .filter(field -> RULES.containsKey(field.getKey())
            && !RULES.get(field.getKey()).accepts().test(field.getValue()))
        .map(field -> ": " + field.getKey() + "='" + CanonicalText.of(field.getValue())
            + "' is refused by istiod; allowed: " + RULES.get(field.getKey()).allowed())
        .sorted().findFirst();
  }

  private static Rule names(String... names) {
    return new Rule(value -> text(value).filter(Set.of(names)::contains).isPresent(), String.join(", ", names));
  }

  private static Optional<String> text(Tree value) {
    return value.text();
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535;
  }

  private static boolean isAddress(String text) {
    int colon = text.lastIndexOf(':');
    return colon > 0 && isPort(text.substring(colon + 1))
        && text.substring(0, colon).matches("\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9.])?");
  }

  private static boolean isTracing(Tree tracing) {
    return hasNumbers(tracing) && Set.of("zipkin", "datadog").stream().map(tracing::at).filter(Tree::isPresent)
        .allMatch(tracer -> tracer.at("address").text().map(address -> address.replace("$(HOST_IP)", "127.0.0.1"))
            .filter(ProxyConfigRules::isAddress).isPresent());
  }

  private static boolean hasNumbers(Tree message) {
    return message.entries().entrySet().stream()
        .filter(field -> field.getValue().isPresent() && NUMBERS.contains(CanonicalText.camelCase(field.getKey())))
        .allMatch(field -> text(field.getValue()).filter(text -> text.matches("-?[0-9.]+")).isPresent());
  }
}

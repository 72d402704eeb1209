package dev.driftless.core.injection;

import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.TemplateFacts;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Annotations for whose value istiod denies the pod (istio/istio, {@code pkg/kube/inject/validate.go}; {@code
 * proxy.istio.io/config} has its own {@link ProxyConfigRules}). A restart towards such a template would leave it
 * without new pods.
 */
final class AnnotationRules {

  private record Rule(Predicate<String> accepts, String allowed) {}

  private static final Rule QUANTITY =
      new Rule(value -> Quantity.parse(value).isPresent(), "a quantity, as 100m or 128Mi");
  private static final Rule MODE = matching("REDIRECT|TPROXY|NONE", "REDIRECT, TPROXY, NONE");
  private static final Rule TRUTH = new Rule(value -> GoBoolean.parse(value).isPresent(), "true, false");
  private static final Rule PORT = new Rule(AnnotationRules::isPort, "0 to 65535");
  private static final Rule SECONDS = new Rule(value -> isUpTo(value, 4294967295L), "a number that is not negative");
  private static final Rule PORTS = new Rule(AnnotationRules::arePorts, "ports, separated by commas");
  private static final Rule PORTS_OR_ALL =
      new Rule(value -> value.equals("*") || arePorts(value), "ports, separated by commas, or *");
  private static final Rule RANGES = new Rule(AnnotationRules::areRanges, "CIDRs, separated by commas");
  private static final Rule RANGES_OR_ALL =
      new Rule(value -> value.equals("*") || areRanges(value), "CIDRs, separated by commas, or *");
  private static final Rule INTERFACES = matching("|\\s*[a-zA-Z][\\w.-]{0,14}\\s*(,\\s*[a-zA-Z][\\w.-]{0,14}\\s*)*",
      "names of interfaces, separated by commas");

  private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final Map<String, Rule> RULES = new TreeMap<>(Map.ofEntries(
      Map.entry(IstioKeys.PROXY_CPU, QUANTITY), Map.entry(IstioKeys.PROXY_MEMORY, QUANTITY),
      Map.entry(IstioKeys.PROXY_CPU_LIMIT, QUANTITY), Map.entry(IstioKeys.PROXY_MEMORY_LIMIT, QUANTITY),
      Map.entry(IstioKeys.INTERCEPTION_MODE, MODE), Map.entry(IstioKeys.MERGE_METRICS, TRUTH),
      Map.entry("status.sidecar.istio.io/port", PORT),
      Map.entry("readiness.status.sidecar.istio.io/initialDelaySeconds", SECONDS),
      Map.entry("readiness.status.sidecar.istio.io/periodSeconds", SECONDS),
      Map.entry("readiness.status.sidecar.istio.io/failureThreshold", SECONDS),
      Map.entry("traffic.sidecar.istio.io/includeOutboundIPRanges", RANGES_OR_ALL),
      Map.entry("traffic.sidecar.istio.io/excludeOutboundIPRanges", RANGES),
      Map.entry("traffic.sidecar.istio.io/includeInboundPorts", PORTS_OR_ALL),
      Map.entry("traffic.sidecar.istio.io/excludeInboundPorts", PORTS),
      Map.entry("traffic.sidecar.istio.io/excludeOutboundPorts", PORTS),
      Map.entry("traffic.sidecar.istio.io/excludeInterfaces", INTERFACES),
      Map.entry("traffic.sidecar.istio.io/kubevirtInterfaces", INTERFACES),
      Map.entry("istio.io/reroute-virtual-interfaces", INTERFACES)));

  private AnnotationRules() {}

  /** @return the first that istiod refuses, with its value and what is allowed */
  static Optional<String> problem(TemplateFacts template) {
    Map<String, String> annotations = template.annotations();
    return RULES.entrySet().stream()
        .filter(rule -> annotations.containsKey(rule.getKey())
            && !rule.getValue().accepts().test(annotations.get(rule.getKey())))
        .map(rule -> "annotation " + rule.getKey() + "='" + annotations.get(rule.getKey())
            + "' of the template: istiod denies such a pod; allowed: " + rule.getValue().allowed())
        .findFirst();
  }

  private static Rule matching(String pattern, String allowed) {
    return new Rule(Pattern.compile(pattern).asMatchPredicate(), allowed);
  }

  private static boolean isUpTo(String value, long most) {
    return value.matches("[0-9]{1,18}") && Long.parseLong(value) <= most;
  }

  private static boolean isPort(String value) {
    return isUpTo(value.strip(), 65535);
  }

  private static boolean arePorts(String value) {
    return value.isBlank() || Stream.of(value.split(",", -1)).allMatch(AnnotationRules::isPort);
  }

  private static boolean areRanges(String value) {
    return value.isEmpty() || Stream.of(value.split(",", -1)).allMatch(AnnotationRules::isRange);
  }

  private static boolean isRange(String value) {
    int slash = value.indexOf('/');
    if (slash < 0 || !value.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      return false;
    }
    String address = value.substring(0, slash);
    int bits = Integer.parseInt(value.substring(slash + 1));
    return IPV4.matcher(address).matches() && bits <= 32 || IPV6.matcher(address).matches() && bits <= 128;
  }
}

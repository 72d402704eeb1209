package dev.driftless.sim.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What an istiod does not accept in a pod's annotations. Of many checks, those that choose what a sidecar is.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/kube/inject/validate.go">pkg/kube/inject/validate.go</a>
 */
final class AnnotationRules {

  private static final String TRAFFIC = "traffic.sidecar.istio.io/";
  private static final int LAST_PORT = 65535;
  private static final Pattern QUANTITY =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?");

  private static final Map<String, Consumer<String>> RULES = new TreeMap<>(Map.of(
      "sidecar.istio.io/proxyCPU", AnnotationRules::quantity,
      "sidecar.istio.io/proxyCPULimit", AnnotationRules::quantity,
      "sidecar.istio.io/proxyMemory", AnnotationRules::quantity,
      "sidecar.istio.io/proxyMemoryLimit", AnnotationRules::quantity,
      "sidecar.istio.io/interceptionMode", AnnotationRules::mode,
      TRAFFIC + "includeInboundPorts", text -> ports("includeInboundPorts", text),
      TRAFFIC + "excludeInboundPorts", text -> ports("excludeInboundPorts", text),
      TRAFFIC + "includeOutboundPorts", text -> ports("includeOutboundPorts", text),
      TRAFFIC + "excludeOutboundPorts", text -> ports("excludeOutboundPorts", text)));

  private AnnotationRules() {}

  /** @throws IllegalArgumentException that names all that is wrong */
  static void check(InjectedPod pod) {
    List<String> problems = new ArrayList<>();
    RULES.forEach((name, rule) -> {
      if (pod.isAnnotated(name)) {
        check(name, pod.annotation(name), rule, problems);
      }
    });
    if (pod.isAnnotated("proxy.istio.io/config")) {
      check("proxy.istio.io/config", pod.annotation("proxy.istio.io/config"),
          text -> ProxyConfig.of(pod, Tree.object()), problems);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException((problems.size() == 1 ? "1 error" : problems.size() + " errors")
          + " occurred:\n" + String.join("\n", problems) + "\n\n");
    }
  }

  private static void check(String name, String value, Consumer<String> rule, List<String> problems) {
    try {
      rule.accept(value);
    } catch (IllegalArgumentException e) {
      problems.add("\t* invalid value '" + value + "' for annotation '" + name + "': " + e.getMessage());
    }
  }

  private static void quantity(String text) {
    if (!QUANTITY.matcher(text).matches()) {
      throw new IllegalArgumentException("quantities must match the regular expression "
          + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
  }

  private static void mode(String text) {
    if (!List.of("REDIRECT", "TPROXY", "NONE").contains(text)) {
      throw new IllegalArgumentException("interceptionMode invalid, use REDIRECT,TPROXY,NONE: " + text);
    }
  }

  private static void ports(String name, String text) {
    for (String port : text.equals("*") ? List.<String>of() : List.of(text.split(","))) {
      if (!port.isBlank() && !isPort(port.strip())) {
        throw new IllegalArgumentException(name + " invalid: failed parsing port '" + port.strip() + "'");
      }
    }
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= LAST_PORT;
  }
}

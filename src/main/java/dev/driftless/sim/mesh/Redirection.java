package dev.driftless.sim.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which traffic goes through the proxy.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/annotations/">Annotations traffic.sidecar.istio.io</a>
 */
record Redirection(String includeIps, String excludeIps, String includeInboundPorts, String excludeInboundPorts,
    String includeOutboundPorts, String excludeOutboundPorts) {

  private static final String PREFIX = "traffic.sidecar.istio.io/";

  static Redirection of(TemplateInput input) {
    return new Redirection(
        rule(input, "includeOutboundIPRanges", "includeIPRanges"),
        rule(input, "excludeOutboundIPRanges", "excludeIPRanges"),
        rule(input, "includeInboundPorts", "includeInboundPorts"),
        withStatusPort(input.statusPort(), rule(input, "excludeInboundPorts", "excludeInboundPorts")),
        rule(input, "includeOutboundPorts", "includeOutboundPorts"),
        rule(input, "excludeOutboundPorts", "excludeOutboundPorts"));
  }

  private static String rule(TemplateInput input, String annotation, String value) {
    return input.pod().annotation(PREFIX + annotation, input.proxy(value));
  }

  private static String withStatusPort(String port, String excluded) {
    List<String> ports = new ArrayList<>(Arrays.stream(excluded.split(",")).map(String::strip)
        .filter(item -> !item.isEmpty()).toList());
    if (!port.isEmpty() && !port.equals("0") && !ports.contains(port)) {
      ports.add(port);
    }
    return String.join(",", ports);
  }

  /** Of the program that sets the rules, or checks that the CNI plugin did. */
  List<String> arguments(String mode, int user) {
    List<String> arguments = new ArrayList<>(List.of("istio-iptables", "-p", "15001", "-z", "15006",
        "-u", Integer.toString(user), "-m", mode, "-i", includeIps, "-x", excludeIps, "-b", includeInboundPorts,
        "-d", excludeInboundPorts.isEmpty() ? "15090,15021" : "15090,15021," + excludeInboundPorts));
    if (!includeOutboundPorts.isEmpty()) {
      arguments.addAll(List.of("-q", includeOutboundPorts));
    }
    if (!excludeOutboundPorts.isEmpty()) {
      arguments.addAll(List.of("-o", excludeOutboundPorts));
    }
    return arguments;
  }
}

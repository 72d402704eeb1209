package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * What the proxy's container is in both kinds, sidecar and gateway.
 *
 * @see <a href="https://istio.io/latest/docs/reference/commands/pilot-agent/">pilot-agent</a>
 */
final class ProxyContainer {

  private ProxyContainer() {}

  /** @param role {@code sidecar} or {@code router} */
  static List<String> arguments(TemplateInput input, String role) {
    InjectedPod pod = input.pod();
    List<String> arguments = new ArrayList<>(List.of("proxy", role, "--domain",
        "$(POD_NAMESPACE).svc." + input.proxy("clusterDomain").asString(""),
        "--proxyLogLevel=" + pod.annotation("sidecar.istio.io/logLevel", input.proxy("logLevel")),
        "--proxyComponentLogLevel="
            + pod.annotation("sidecar.istio.io/componentLogLevel", input.proxy("componentLogLevel")),
        logLevel(input)));
    if (Tree.given(input.value("global", "sts", "servicePort"))) {
      arguments.add("--stsPort=" + Tree.text(input.value("global", "sts", "servicePort")));
    }
    if (Tree.given(input.global("logAsJson"))) {
      arguments.add("--log_as_json");
    }
    if (Tree.given(input.proxy("outlierLogPath"))) {
      arguments.add("--outlierLogPath=" + input.proxy("outlierLogPath").asString());
    }
    return arguments;
  }

  static List<String> logging(TemplateInput input) {
    return Tree.given(input.global("logAsJson")) ? List.of(logLevel(input), "--log_as_json")
        : List.of(logLevel(input));
  }

  private static String logLevel(TemplateInput input) {
    return "--log_output_level="
        + input.pod().annotation("sidecar.istio.io/agentLogLevel", input.value("global", "logging", "level"));
  }

  static ArrayNode ports() {
    return Tree.array(Tree.object("name", "http-envoy-prom", "containerPort", 15090, "protocol", "TCP"));
  }

  /** {@code null} if the values have none. */
  static String pullPolicy(TemplateInput input) {
    return Tree.given(input.global("imagePullPolicy")) ? input.global("imagePullPolicy").asString() : null;
  }

  /** {@code null} if the values have none. */
  static ArrayNode pullSecrets(TemplateInput input) {
    List<ObjectNode> secrets = input.global("imagePullSecrets").valueStream()
        .map(name -> Tree.object("name", name.asString())).toList();
    return secrets.isEmpty() ? null : Tree.array(secrets);
  }

  static ObjectNode probe(int delay, int period, int failures) {
    return Tree.object(
        "httpGet", Tree.object("path", "/healthz/ready", "port", 15021, "scheme", "HTTP"),
        "initialDelaySeconds", delay == 0 ? null : delay, "timeoutSeconds", 3, "periodSeconds", period,
        "failureThreshold", failures);
  }

  static ObjectNode exec(String... command) {
    return Tree.object("exec", Tree.object("command", List.of(command)));
  }

  static ObjectNode withSeccomp(TemplateInput input, ObjectNode security) {
    JsonNode profile = input.proxy("seccompProfile");
    return Tree.given(profile) ? Tree.with(security, "seccompProfile", profile) : security;
  }
}

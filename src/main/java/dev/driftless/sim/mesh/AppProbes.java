package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Probes and hooks of a pod's own containers, which the kubelet could not call any more: they are sent to the agent,
 * and the agent is told what to call instead.
 *
 * @see <a href="https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/">Health Checking of Istio
 *      Services</a>
 */
final class AppProbes {

  private static final Map<String, String> PROBES = new TreeMap<>(
      Map.of("livenessProbe", "livez", "readinessProbe", "readyz", "startupProbe", "startupz"));
  private static final Map<String, String> HOOKS =
      new TreeMap<>(Map.of("preStop", "prestopz", "postStart", "poststartz"));

  private final Map<String, JsonNode> calls = new TreeMap<>();
  private final int port;

  private AppProbes(int port) {
    this.port = port;
  }

  /** @param injected names of the injected containers, which are left alone */
  static InjectedPod rewritten(InjectedPod pod, TemplateInput input, List<String> injected) {
    String asked = input.pod().annotation("sidecar.istio.io/rewriteAppHTTPProbers");
    boolean byDefault = Tree.given(input.value("sidecarInjectorWebhook", "rewriteAppHTTPProbe"));
    if (asked.isEmpty() ? !byDefault : !Boolean.parseBoolean(asked)) {
      return pod;
    }
    AppProbes probes = new AppProbes(Integer.parseInt(input.statusPort()));
    ObjectNode spec = Tree.copy(pod.spec());
    for (String list : OwnContainers.LISTS) {
      if (spec.has(list)) {
        spec.set(list, Tree.array(pod.containers(list).stream()
            .map(container -> injected.contains(Tree.text(container, "name")) ? container : probes.rewrite(container))
            .toList()));
      }
    }
    return probes.calls.isEmpty() ? pod : Proxies.withVariable(pod.withSpec(spec), "ISTIO_KUBE_APP_PROBERS",
        Tree.node(probes.calls).toString());
  }

  private ObjectNode rewrite(ObjectNode container) {
    ObjectNode result = container;
    String name = Tree.text(container, "name");
    for (Map.Entry<String, String> probe : PROBES.entrySet()) {
      JsonNode said = container.path(probe.getKey());
      ObjectNode call = call(said, container);
      if (!call.isEmpty()) {
        call.put("timeoutSeconds", said.path("timeoutSeconds").asInt(1));
        ObjectNode redirected = redirect(said, "/app-health/" + name + "/" + probe.getValue(), call);
        result = Tree.with(result, probe.getKey(), redirected);
      }
    }
    for (Map.Entry<String, String> hook : HOOKS.entrySet()) {
      JsonNode said = Tree.at(container, "lifecycle", hook.getKey());
      ObjectNode call = call(said, container);
      if (!call.isEmpty()) {
        ObjectNode redirected = redirect(said, "/app-lifecycle/" + name + "/" + hook.getValue(), call);
        result = Tree.with(result, "lifecycle", Tree.with(result.path("lifecycle"), hook.getKey(), redirected));
      }
    }
    return result;
  }

  private ObjectNode redirect(JsonNode said, String path, ObjectNode call) {
    calls.put(path, call);
    ObjectNode redirected = Tree.copy(said);
    redirected.remove(List.of("tcpSocket", "grpc"));
    redirected.set("httpGet", Tree.object("path", path, "port", port,
        "host", Tree.given(said, "httpGet", "host") ? Tree.at(said, "httpGet", "host") : null, "scheme", "HTTP",
        "httpHeaders", said.path("httpGet").has("httpHeaders") ? Tree.at(said, "httpGet", "httpHeaders") : null));
    return redirected;
  }

  /** What the agent is to call; nothing for a program in the container, which works as before. */
  private static ObjectNode call(JsonNode said, ObjectNode container) {
    for (String way : List.of("httpGet", "tcpSocket")) {
      if (said.has(way)) {
        return Tree.object(way, Tree.with(said.path(way), "port", number(said.path(way).path("port"), container)));
      }
    }
    return said.has("grpc") ? Tree.object("grpc", Tree.with(Tree.object("port", said.path("grpc").path("port"),
        "service", ""), "service", Tree.text(said, "grpc", "service"))) : Tree.object();
  }

  private static JsonNode number(JsonNode port, ObjectNode container) {
    return port.isNumber() ? port : container.path("ports").valueStream()
        .filter(named -> Tree.text(named, "name").equals(port.asString(""))).map(named -> named.path("containerPort"))
        .findFirst().orElse(port);
  }
}

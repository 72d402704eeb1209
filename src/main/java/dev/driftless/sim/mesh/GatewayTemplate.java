package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * The template {@code gateway}: completes a container {@code istio-proxy} whose resources and security the pod itself
 * decides. Never a native sidecar, never with redirection.
 *
 * @see <a href="https://istio.io/latest/docs/setup/additional-setup/gateway/">Installing Gateways</a>
 */
final class GatewayTemplate {

  private static final ObjectNode LOW_PORTS = Tree.object("sysctls",
      Tree.array(Tree.object("name", "net.ipv4.ip_unprivileged_port_start", "value", "0")));

  private GatewayTemplate() {}

  static ObjectNode render(TemplateInput input) {
    JsonNode security = input.value("gateways", "securityContext");
    return Tree.object(
        "metadata", Tree.object("labels", InjectedMetadata.canonicalLabels(input),
            "annotations", InjectedMetadata.annotations(input)),
        "spec", Tree.object("securityContext", Tree.given(security) ? security : LOW_PORTS,
            "containers", List.of(proxy(input)), "volumes", ProxyVolumes.volumes(input, false),
            "imagePullSecrets", ProxyContainer.pullSecrets(input)));
  }

  private static ObjectNode proxy(TemplateInput input) {
    List<JsonNode> environment = new ArrayList<>(ProxyEnvironment.of(input));
    environment.addAll(ProxyEnvironment.identity(input, input.proxyConfig().interceptionMode(),
        Owner.of(input.pod()).name()));
    JsonNode lifecycle = input.proxy("lifecycle");
    return Tree.object("name", InjectedPod.PROXY,
        "image", ProxyImage.proxy(input.pod(), input.configuration().values(), input.proxyConfig()),
        "args", ProxyContainer.arguments(input, "router"),
        "ports", ProxyContainer.ports(),
        "env", environment,
        "volumeMounts", ProxyVolumes.mounts(input, false),
        "readinessProbe", ProxyContainer.probe(input.proxy("readinessInitialDelaySeconds").asInt(0),
            input.proxy("readinessPeriodSeconds").asInt(0), input.proxy("readinessFailureThreshold").asInt(0)),
        "lifecycle", Tree.given(lifecycle) ? lifecycle : null,
        "imagePullPolicy", ProxyContainer.pullPolicy(input),
        "securityContext",
        Tree.object("runAsUser", input.user("runAsUser"), "runAsGroup", input.user("runAsGroup")));
  }
}

package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * The template {@code sidecar}: the proxy as a container or as a native sidecar, and the redirection of traffic to it.
 *
 * @see <a href="https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/">Sidecar injection</a>
 */
final class SidecarTemplate {

  private SidecarTemplate() {}

  static ObjectNode render(TemplateInput input) {
    ObjectNode annotations = InjectedMetadata.annotations(input);
    if (input.configuration().cni()) {
      annotations.setAll(InjectedMetadata.redirection(input));
    }
    List<JsonNode> initContainers = new ArrayList<>();
    if (!input.interceptionMode().equals("NONE")) {
      initContainers.add(RedirectionContainer.of(input));
    }
    List<JsonNode> containers = new ArrayList<>();
    (input.nativeSidecar() ? initContainers : containers).add(proxy(input));
    ObjectNode spec = Tree.object("initContainers", initContainers.isEmpty() ? null : initContainers,
        "containers", containers.isEmpty() ? null : containers,
        "volumes", ProxyVolumes.volumes(input, true),
        "imagePullSecrets", ProxyContainer.pullSecrets(input));
    return Tree.object("metadata",
        Tree.object("labels", InjectedMetadata.sidecarLabels(input), "annotations", annotations), "spec", spec);
  }

  private static ObjectNode proxy(TemplateInput input) {
    List<JsonNode> environment = new ArrayList<>(ProxyEnvironment.of(input));
    environment.addAll(ProxyEnvironment.identity(input, interception(input),
        input.pod().label(Owner.of(input.pod()).name(), "service.istio.io/workload-name")));
    boolean probed = !input.statusPort().equals("0");
    JsonNode startup = input.proxy("startupProbe");
    return Tree.object("name", InjectedPod.PROXY,
        "image", ProxyImage.proxy(input.pod(), input.configuration().values(), input.proxyConfig()),
        "args", ProxyContainer.arguments(input, "sidecar"),
        "ports", ProxyContainer.ports(),
        "env", environment,
        "resources", ProxyResources.of(input.pod(), input.configuration().values()),
        "restartPolicy", input.nativeSidecar() ? "Always" : null,
        "volumeMounts", ProxyVolumes.mounts(input, true),
        "readinessProbe", probed ? readiness(input) : null,
        "startupProbe", probed && Tree.given(startup, "enabled")
            ? ProxyContainer.probe(0, 1, startup.path("failureThreshold").asInt(0)) : null,
        "lifecycle", lifecycle(input),
        "imagePullPolicy", ProxyContainer.pullPolicy(input),
        "securityContext", security(input));
  }

  private static String interception(TemplateInput input) {
    return input.interceptionMode().isEmpty() ? input.proxyConfig().interceptionMode() : input.interceptionMode();
  }

  private static ObjectNode readiness(TemplateInput input) {
    String prefix = "readiness.status.sidecar.istio.io/";
    return ProxyContainer.probe(
        number(input, prefix + "initialDelaySeconds", "readinessInitialDelaySeconds"),
        number(input, prefix + "periodSeconds", "readinessPeriodSeconds"),
        number(input, prefix + "failureThreshold", "readinessFailureThreshold"));
  }

  private static int number(TemplateInput input, String annotation, String value) {
    return Integer.parseInt(input.pod().annotation(annotation, input.proxy(value)));
  }

  private static JsonNode lifecycle(TemplateInput input) {
    if (Tree.given(input.proxy("lifecycle"))) {
      return input.proxy("lifecycle");
    }
    if (input.nativeSidecar()) {
      return Tree.object("preStop", ProxyContainer.exec("pilot-agent", "request",
          "--debug-port=" + input.statusPort(), "POST", "drain"));
    }
    return input.holdsApplication() ? Tree.object("postStart", ProxyContainer.exec("pilot-agent", "wait")) : null;
  }

  private static ObjectNode security(TemplateInput input) {
    boolean privileged = Tree.given(input.proxy("privileged"));
    List<String> added = new ArrayList<>();
    if (input.interceptionMode().equals("TPROXY")) {
      added.add("NET_ADMIN");
    }
    if (input.pod().annotation("sidecar.istio.io/capNetBindService", input.proxy("capNetBindService")).equals("true")) {
      added.add("NET_BIND_SERVICE");
    }
    boolean root = !added.isEmpty();
    return ProxyContainer.withSeccomp(input, Tree.object(
        "allowPrivilegeEscalation", privileged, "privileged", privileged,
        "capabilities", Tree.object("add", root ? added : null, "drop", List.of("ALL")),
        "readOnlyRootFilesystem", true,
        "runAsNonRoot", !root,
        "runAsUser", root ? 0 : input.user("runAsUser"),
        "runAsGroup", root ? 1337 : input.user("runAsGroup")));
  }
}

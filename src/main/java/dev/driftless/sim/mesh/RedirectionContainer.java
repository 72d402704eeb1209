package dev.driftless.sim.mesh;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code istio-init}, which redirects traffic to the proxy, or {@code istio-validation}, which checks that the CNI
 * plugin did.
 *
 * @see <a href="https://istio.io/latest/docs/setup/additional-setup/cni/">Istio CNI node agent</a>
 */
final class RedirectionContainer {

  private RedirectionContainer() {}

  static ObjectNode of(TemplateInput input) {
    boolean cni = input.configuration().cni();
    Map<String, String> metadata = input.proxyConfig().metadata();
    return Tree.object("name", cni ? "istio-validation" : "istio-init",
        "image", ProxyImage.redirection(input.pod(), input.configuration().values()),
        "args", arguments(input, cni),
        "env", metadata.isEmpty() ? null : ProxyEnvironment.variables(metadata),
        "resources", ProxyResources.of(input.pod(), input.configuration().values()),
        "imagePullPolicy", ProxyContainer.pullPolicy(input),
        "securityContext", security(input, cni));
  }

  private static List<String> arguments(TemplateInput input, boolean cni) {
    List<String> arguments = new ArrayList<>(
        Redirection.of(input).arguments(input.interceptionMode(), input.redirectionUser("runAsUser")));
    arguments.addAll(ProxyContainer.logging(input));
    if (cni) {
      arguments.addAll(List.of("--run-validation", "--skip-rule-apply"));
    } else if (Tree.given(input.value("global", "proxy_init", "forceApplyIptables"))) {
      arguments.add("--force-apply");
    }
    if (Tree.given(input.global("nativeNftables"))) {
      arguments.add("--native-nftables");
    }
    return arguments;
  }

  private static ObjectNode security(TemplateInput input, boolean cni) {
    boolean privileged = Tree.given(input.proxy("privileged"));
    ObjectNode security = Tree.object("allowPrivilegeEscalation", privileged, "privileged", privileged,
        "capabilities", cni ? Tree.object("drop", List.of("ALL"))
            : Tree.object("add", List.of("NET_ADMIN", "NET_RAW"), "drop", List.of("ALL")),
        "readOnlyRootFilesystem", cni,
        "runAsGroup", cni ? input.redirectionUser("runAsGroup") : 0,
        "runAsNonRoot", cni,
        "runAsUser", cni ? input.redirectionUser("runAsUser") : 0);
    return ProxyContainer.withSeccomp(input, security);
  }
}

package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * The image of the proxy and of the container that redirects traffic to it. A reference with a slash is taken as it is;
 * otherwise hub, name, tag and type make one, and an annotated image does not count.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/kube/inject/inject.go">ProxyImage and imageURL in
 *      pkg/kube/inject/inject.go</a>
 */
final class ProxyImage {

  private static final List<String> TYPES = List.of("-distroless", "-debug");

  private ProxyImage() {}

  static String proxy(InjectedPod pod, JsonNode values, ProxyConfig proxyConfig) {
    String type = proxyConfig.imageType();
    return image(pod, values, Tree.at(values, "global", "proxy", "image"),
        type.isEmpty() ? Tree.text(values, "global", "variant") : type);
  }

  /** Of {@code istio-init} or {@code istio-validation}, which the proxy's configuration does not matter for. */
  static String redirection(InjectedPod pod, JsonNode values) {
    return image(pod, values, Tree.at(values, "global", "proxy_init", "image"),
        Tree.text(values, "global", "variant"));
  }

  private static String image(InjectedPod pod, JsonNode values, JsonNode name, String type) {
    String reference = pod.annotation("sidecar.istio.io/proxyImage", name);
    if (reference.contains("/")) {
      return reference;
    }
    JsonNode global = values.path("global");
    String known = Tree.given(name) ? name.asString() : "proxyv2";
    return Tree.text(global, "hub") + "/" + known + ":"
        + tag(Tree.text(global, "tag"), pod.annotation("sidecar.istio.io/proxyImageType", Tree.node(type)));
  }

  private static String tag(String tag, String type) {
    if (type.isEmpty()) {
      return tag;
    }
    String plain = TYPES.stream().filter(tag::endsWith).findFirst()
        .map(known -> tag.substring(0, tag.length() - known.length())).orElse(tag);
    return type.equals("default") ? plain : plain + "-" + type;
  }
}

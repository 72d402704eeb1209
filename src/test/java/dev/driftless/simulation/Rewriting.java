package dev.driftless.simulation;

import dev.driftless.sim.api.Admission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Somebody else's webhook, which gives the new pods of some Deployments a proxy that nobody wants, where they have one.
 * It lets those pass that no ReplicaSet has made, and so no dry run shows what it does.
 */
final class Rewriting implements Admission {

  static final String IMAGE = "docker.io/istio/proxyv2:1.30.0";

  private static final String NOBODY = "0000000000";

  private final Set<String> apps = new HashSet<>();

  void begin(String app) {
    apps.add(app);
  }

  void end(String app) {
    apps.remove(app);
  }

  @Override
  public ObjectNode admit(String namespace, ObjectNode pod) {
    JsonNode labels = pod.path("metadata").path("labels");
    String hash = labels.path("pod-template-hash").asString(NOBODY);
    boolean injected = Write.annotations(pod.path("metadata")).has("sidecar.istio.io/status");
    if (!injected || hash.equals(NOBODY) || !apps.contains(labels.path("app").asString(""))) {
      return pod;
    }
    ObjectNode rewritten = pod.deepCopy();
    Stream.of("initContainers", "containers").flatMap(list -> rewritten.path("spec").path(list).valueStream())
        .filter(container -> container.path("name").asString("").equals("istio-proxy"))
        .forEach(container -> ((ObjectNode) container).put("image", IMAGE));
    return rewritten;
  }
}

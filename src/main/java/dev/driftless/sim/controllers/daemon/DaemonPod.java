package dev.driftless.sim.controllers.daemon;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.PodTemplate;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Pods that are meant for one node, and tolerate what is wrong with it. Pure. */
final class DaemonPod {

  static final String REVISION = "controller-revision-hash";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TERMS = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFIX = "node.kubernetes.io/";

  private DaemonPod() {}

  /** Where it is, or is meant to be. */
  static String node(ObjectNode pod) {
    String bound = PodState.node(pod);
    return bound.isEmpty() ? pod.at("/spec/affinity/nodeAffinity/" + TERMS
        + "/nodeSelectorTerms/0/matchFields/0/values/0").asString("") : bound;
  }

  /** The template with the tolerations of every daemon pod. */
  static ObjectNode template(ObjectNode set) {
    ObjectNode template = Read.object(set, "spec", "template");
    ArrayNode tolerations = JSON.arrayNode();
    Read.at(template, "spec", "tolerations").forEach(tolerations::add);
    List.of("not-ready", "unreachable").forEach(taint -> tolerate(tolerations, taint, "NoExecute"));
    List.of("disk-pressure", "memory-pressure", "pid-pressure", "unschedulable")
        .forEach(taint -> tolerate(tolerations, taint, "NoSchedule"));
    if (Read.flag(template, "spec", "hostNetwork")) {
      tolerate(tolerations, "network-unavailable", "NoSchedule");
    }
    return Json.with(template, tolerations, "spec", "tolerations");
  }

  private static void tolerate(ArrayNode tolerations, String taint, String effect) {
    tolerations.addObject().put("key", PREFIX + taint).put("operator", "Exists").put("effect", effect);
  }

  static ObjectNode create(ObjectNode set, String hash, String node) {
    ObjectNode pod = PodTemplate.pod(ResourceTypes.DAEMON_SETS, set, template(set),
        PodTemplate.references(ResourceTypes.DAEMON_SETS, set));
    pod = Json.with(pod, hash, "metadata", "labels", REVISION);
    pod = Json.with(pod, Read.annotation(set, "deprecated.daemonset.template.generation"), "metadata", "labels",
        "pod-template-generation");
    ObjectNode term = JSON.objectNode();
    term.putArray("matchFields").addObject().put("key", "metadata.name").put("operator", "In").putArray("values")
        .add(node);
    JsonNode terms = JSON.arrayNode().add(term);
    return Json.with(pod, terms, "spec", "affinity", "nodeAffinity", TERMS, "nodeSelectorTerms");
  }

  static boolean updated(ObjectNode pod, String hash) {
    return Read.text(Read.labels(pod), REVISION).equals(hash);
  }
}

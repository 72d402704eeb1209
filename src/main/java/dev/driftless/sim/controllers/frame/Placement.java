package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.api.Selector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Whether a pod may be on a node at all, leaving aside how much room there is. Pure. */
public final class Placement {

  private Placement() {}

  /** @return why not, as the scheduler counts it; empty if the pod may */
  public static Optional<String> refusal(ObjectNode pod, ObjectNode node) {
    if (Read.flag(node, "spec", "unschedulable") && !tolerates(pod, "node.kubernetes.io/unschedulable", "")) {
      return Optional.of("node(s) were unschedulable");
    }
    if (!tolerated(pod, node)) {
      return Optional.of("node(s) had untolerated taint(s)");
    }
    if (!PodState.ready(node)) {
      return Optional.of("node(s) were not ready");
    }
    return wanted(pod, node) ? Optional.empty() : Optional.of("node(s) didn't match Pod's node affinity/selector");
  }

  /** The pod's node selector and required node affinity. */
  public static boolean wanted(JsonNode pod, ObjectNode node) {
    if (!Selector.ofLabels(Read.object(pod, "spec", "nodeSelector")).matches(Read.labels(node))) {
      return false;
    }
    JsonNode terms = Read.at(pod, "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution",
        "nodeSelectorTerms");
    boolean any = terms.isEmpty();
    for (JsonNode term : terms) {
      any |= Selector.ofObject(term).matches(Read.labels(node)) && named(term, node);
    }
    return any;
  }

  private static boolean named(JsonNode term, ObjectNode node) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.set("matchExpressions", Read.at(term, "matchFields"));
    ObjectNode name = JsonNodeFactory.instance.objectNode();
    name.put("metadata.name", Read.name(node).name());
    return !term.has("matchFields") || Selector.ofObject(fields).matches(name);
  }

  /** Whether the taints of a node let a pod with the template's tolerations be there. */
  public static boolean tolerated(JsonNode pod, ObjectNode node) {
    for (JsonNode taint : Read.at(node, "spec", "taints")) {
      if (!Read.text(taint, "effect").equals("PreferNoSchedule") && toleration(pod, taint).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a pod that is there already may stay. */
  public static boolean mayStay(JsonNode pod, ObjectNode node) {
    return Read.at(node, "spec", "taints").valueStream()
        .allMatch(taint -> !Read.text(taint, "effect").equals("NoExecute") || toleration(pod, taint).isPresent());
  }

  private static boolean tolerates(JsonNode pod, String key, String value) {
    return tolerates(pod, key, value, "NoSchedule");
  }

  private static boolean tolerates(JsonNode pod, String key, String value, String effect) {
    return toleration(pod, key, value, effect).isPresent();
  }

  /** The first that the pod has for a taint. */
  public static Optional<JsonNode> toleration(JsonNode pod, JsonNode taint) {
    return toleration(pod, Read.text(taint, "key"), Read.text(taint, "value"), Read.text(taint, "effect"));
  }

  private static Optional<JsonNode> toleration(JsonNode pod, String key, String value, String effect) {
    for (JsonNode toleration : Read.at(pod, "spec", "tolerations")) {
      boolean effects = Read.text(toleration, "effect").isEmpty() || Read.text(toleration, "effect").equals(effect);
      boolean exists = Read.text(toleration, "operator").equals("Exists");
      boolean keys = exists && Read.text(toleration, "key").isEmpty() || Read.text(toleration, "key").equals(key);
      if (effects && keys && (exists || Read.text(toleration, "value").equals(value))) {
        return Optional.of(toleration);
      }
    }
    return Optional.empty();
  }
}

package dev.driftless.sim.controllers.stateful;

import dev.driftless.sim.controllers.frame.PodTemplate;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.RevisionHistory;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pods with a number in their name. Pure. */
final class StatefulPod {

  static final String REVISION = "controller-revision-hash";

  private StatefulPod() {}

  /** -1 if the name has none. */
  static int ordinal(JsonNode pod) {
    String name = Read.text(pod, "metadata", "name");
    String number = name.substring(name.lastIndexOf('-') + 1);
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
  }

  static String revision(JsonNode pod) {
    return Read.text(pod, "metadata", "labels", REVISION);
  }

  static ObjectNode create(ObjectNode set, ObjectNode revision, int ordinal) {
    String name = Read.name(set).name() + "-" + ordinal;
    ObjectNode template = RevisionHistory.template(revision);
    ObjectNode pod = PodTemplate.pod(ResourceTypes.STATEFUL_SETS, set, template,
        PodTemplate.references(ResourceTypes.STATEFUL_SETS, set));
    pod = Json.with(pod, name, "metadata", "name");
    pod = Json.with(pod, Read.name(revision).name(), "metadata", "labels", REVISION);
    pod = Json.with(pod, name, "metadata", "labels", "statefulset.kubernetes.io/pod-name");
    pod = Json.with(pod, Integer.toString(ordinal), "metadata", "labels", "apps.kubernetes.io/pod-index");
    pod = Json.with(pod, name, "spec", "hostname");
    if (set.path("spec").has("serviceName")) {
      pod = Json.with(pod, set.path("spec").get("serviceName"), "spec", "subdomain");
    }
    JsonNode claims = set.path("spec").path("volumeClaimTemplates");
    return claims.isEmpty() ? pod : Json.with(pod, volumes(claims, pod, name), "spec", "volumes");
  }

  private static ArrayNode volumes(JsonNode claims, ObjectNode pod, String name) {
    ArrayNode volumes = JsonNodeFactory.instance.arrayNode();
    for (JsonNode claim : claims) {
      String volume = Read.text(claim, "metadata", "name");
      volumes.addObject().put("name", volume).putObject("persistentVolumeClaim").put("claimName", volume + "-" + name);
    }
    Read.at(pod, "spec", "volumes").forEach(volumes::add);
    return volumes;
  }
}

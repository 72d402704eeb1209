package dev.driftless.edge.kube;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A pod as a workload's controller would make it from its template, as far as admission can tell. */
final class ProbePod {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String HASH = "0000000000";

  private ProbePod() {}

  /** @param template as JSON */
  static String of(WorkloadRef ref, String template) {
    ObjectNode pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    JsonNode found = JSON.readTree(template);
    boolean deployment = ref.kind() == Kind.DEPLOYMENT;
    String owner = deployment ? ref.name() + "-" + HASH : ref.name();
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("namespace", ref.namespace()).put("generateName", owner + "-");
    metadata.setAll(copy(found.path("metadata").path("labels"), "labels"));
    metadata.setAll(copy(found.path("metadata").path("annotations"), "annotations"));
    if (deployment) {
      metadata.withObject("/labels").put("pod-template-hash", HASH);
    }
    metadata.putArray("ownerReferences").addObject()
        .put("apiVersion", ref.kind() == Kind.REPLICATION_CONTROLLER ? "v1" : "apps/v1")
        .put("kind", deployment ? Kind.REPLICA_SET.label() : ref.kind().label()).put("name", owner)
        .put("uid", ref.uid()).put("controller", true);
    ObjectNode spec = (ObjectNode) found.path("spec").deepCopy();
    pod.set("spec", spec);
    if (ref.kind() == Kind.STATEFUL_SET) {
      claimVolumes(spec, ref.name());
    }
    return JSON.writeValueAsString(pod);
  }

  private static ObjectNode copy(JsonNode value, String name) {
    ObjectNode holder = JSON.createObjectNode();
    return value.isObject() ? holder.set(name, value.deepCopy()) : holder;
  }

  /** The controller of StatefulSets adds a volume for each claim template, which the pod template does not have. */
  private static void claimVolumes(ObjectNode spec, String workload) {
    Set<String> missing = new TreeSet<>();
    Stream.of("containers", "initContainers").flatMap(list -> spec.path(list).valueStream())
        .flatMap(container -> Stream.of("volumeMounts", "volumeDevices")
            .flatMap(list -> container.path(list).valueStream()))
        .forEach(mount -> missing.add(mount.path("name").asString("")));
    spec.path("volumes").forEach(volume -> missing.remove(volume.path("name").asString("")));
    missing.forEach(name -> spec.withArray("/volumes").addObject().put("name", name)
        .putObject("persistentVolumeClaim").put("claimName", name + "-" + workload + "-0"));
  }
}

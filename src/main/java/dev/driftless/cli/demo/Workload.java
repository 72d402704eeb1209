package dev.driftless.cli.demo;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.function.Consumer;

/** One workload of the demo, as plain as Kubernetes lets it be. */
final class Workload {

  private final ResourceType type;
  private final String namespace;
  private final ObjectNode object;
  private final ObjectNode template;

  private Workload(ResourceType type, String namespace, String name) {
    this.type = type;
    this.namespace = namespace;
    object = JsonNodeFactory.instance.objectNode().put("apiVersion", type.apiVersion()).put("kind", type.kind());
    object.putObject("metadata").put("name", name).put("namespace", namespace);
    ObjectNode spec = object.putObject("spec");
    if (type.equals(ResourceTypes.PODS)) {
      template = object;
    } else {
      if (!type.equals(ResourceTypes.JOBS)) {
        spec.putObject("selector").putObject("matchLabels").put("app", name);
      }
      template = spec.putObject("template");
      template.putObject("metadata");
      template.putObject("spec");
    }
    labelled("app", name);
    ((ObjectNode) template.get("spec")).put("terminationGracePeriodSeconds", 1).set("containers", Fleet.containers());
  }

  /** Impatient, so that a demo need not wait for the usual ten minutes to see one fail. */
  static Workload deployment(String namespace, String name, int replicas) {
    return new Workload(ResourceTypes.DEPLOYMENTS, namespace, name)
        .with(spec -> spec.put("replicas", replicas).put("progressDeadlineSeconds", 5));
  }

  static Workload stateful(String namespace, String name, int replicas) {
    return new Workload(ResourceTypes.STATEFUL_SETS, namespace, name)
        .with(spec -> spec.put("replicas", replicas).put("serviceName", name));
  }

  static Workload daemons(String namespace, String name) {
    return new Workload(ResourceTypes.DAEMON_SETS, namespace, name);
  }

  /** It runs until it is deleted. */
  static Workload job(String namespace, String name) {
    Workload job = new Workload(ResourceTypes.JOBS, namespace, name);
    ((ObjectNode) job.template.get("spec")).put("restartPolicy", "Never");
    return job;
  }

  static Workload barePod(String namespace, String name) {
    return new Workload(ResourceTypes.PODS, namespace, name);
  }

  /** Changes its {@code spec}. */
  Workload with(Consumer<ObjectNode> change) {
    change.accept((ObjectNode) object.get("spec"));
    return this;
  }

  /** Labels its pods. */
  Workload labelled(String key, String value) {
    ObjectNode metadata = (ObjectNode) template.get("metadata");
    ObjectNode labels = metadata.has("labels") ? (ObjectNode) metadata.get("labels") : metadata.putObject("labels");
    labels.put(key, value);
    return this;
  }

  /** Annotates the workload itself. */
  Workload annotated(String key, String value) {
    ((ObjectNode) object.get("metadata")).putObject("annotations").put(key, value);
    return this;
  }

  void addTo(List<Fleet.Item> items) {
    items.add(new Fleet.Item(type, namespace, object));
  }
}

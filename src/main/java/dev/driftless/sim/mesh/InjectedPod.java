package dev.driftless.sim.mesh;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.StrategicMergePatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** A pod on its way through the injector. */
record InjectedPod(String namespace, ObjectNode pod) {

  static final String PROXY = "istio-proxy";
  static final String STATUS = "sidecar.istio.io/status";

  JsonNode spec() {
    return pod.path("spec");
  }

  JsonNode labels() {
    return Tree.at(pod, "metadata", "labels");
  }

  JsonNode annotations() {
    return Tree.at(pod, "metadata", "annotations");
  }

  boolean isAnnotated(String name) {
    return annotations().has(name);
  }

  /** Empty if there is none of that name. */
  String annotation(String name) {
    return Tree.text(annotations(), name);
  }

  /** Also an empty one counts. */
  String annotation(String name, JsonNode otherwise) {
    return isAnnotated(name) ? annotation(name) : otherwise.asString("");
  }

  /** The first of those labels that says something. */
  String label(String otherwise, String... names) {
    for (String name : names) {
      if (Tree.given(labels(), name)) {
        return Tree.text(labels(), name);
      }
    }
    return otherwise;
  }

  /** The names of its own containers, without a proxy that it brings along. */
  List<String> applications() {
    return containers("containers").stream().map(container -> Tree.text(container, "name"))
        .filter(name -> !name.equals(PROXY)).toList();
  }

  /** @param field {@code containers} or {@code initContainers} */
  List<ObjectNode> containers(String field) {
    return spec().path(field).valueStream().map(ObjectNode.class::cast).toList();
  }

  InjectedPod withSpec(ObjectNode spec) {
    return new InjectedPod(namespace, Tree.with(pod, "spec", spec));
  }

  InjectedPod withMetadata(String field, ObjectNode value) {
    return new InjectedPod(namespace, Tree.with(pod, "metadata", Tree.with(pod.path("metadata"), field, value)));
  }

  InjectedPod withAnnotations(Object... added) {
    return withMetadata("annotations", Tree.with(annotations(), added));
  }

  /** With parts of a pod laid over it. @throws IllegalArgumentException if an element of a list lacks its key */
  InjectedPod overlaid(ObjectNode parts) {
    return new InjectedPod(namespace, overlay(pod, parts));
  }

  /** The same without a namespace: an istiod takes what lies above for a strategic merge patch of what lies below. */
  static ObjectNode overlay(ObjectNode below, ObjectNode above) {
    try {
      return new StrategicMergePatch(above).applyTo(below);
    } catch (ApiException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}

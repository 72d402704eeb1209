package dev.driftless.sim.controllers.upkeep;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.PodTemplate;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** What the EndpointSlices of a Service say. Pure. */
record Slices(ObjectNode service, List<ObjectNode> pods) {

  private static final int MOST = 100;

  /** At least one, with at most a hundred endpoints each. */
  List<ArrayNode> endpoints() {
    List<ArrayNode> slices = new ArrayList<>();
    slices.add(JsonNodeFactory.instance.arrayNode());
    for (ObjectNode pod : pods) {
      if (!Read.text(pod, "status", "podIP").isEmpty() && !PodState.finished(pod)) {
        if (slices.getLast().size() == MOST) {
          slices.add(JsonNodeFactory.instance.arrayNode());
        }
        slices.getLast().add(endpoint(pod));
      }
    }
    return slices;
  }

  private ObjectNode endpoint(ObjectNode pod) {
    boolean serving = PodState.ready(pod);
    boolean terminating = Read.deleting(pod);
    boolean published = Read.flag(service, "spec", "publishNotReadyAddresses");
    ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
    endpoint.putArray("addresses").add(Read.text(pod, "status", "podIP"));
    endpoint.putObject("conditions").put("ready", published || serving && !terminating).put("serving", serving)
        .put("terminating", terminating);
    endpoint.put("nodeName", PodState.node(pod));
    ObjectNode target = endpoint.putObject("targetRef").put("kind", "Pod");
    for (String field : new String[] {"name", "namespace", "uid"}) {
      target.set(field, pod.path("metadata").path(field));
    }
    return endpoint;
  }

  ArrayNode ports() {
    ArrayNode ports = JsonNodeFactory.instance.arrayNode();
    for (JsonNode port : Read.at(service, "spec", "ports")) {
      ObjectNode told = ports.addObject().put("name", Read.text(port, "name"));
      told.put("protocol", Read.text(port, "protocol").isEmpty() ? "TCP" : Read.text(port, "protocol"));
      told.put("port", number(port));
    }
    return ports;
  }

  private int number(JsonNode port) {
    JsonNode target = port.path("targetPort");
    if (!target.isString()) {
      return target.isNumber() ? target.intValue() : Read.number(port, 0, "port");
    }
    for (ObjectNode pod : pods) {
      for (JsonNode container : Read.at(pod, "spec", "containers")) {
        for (JsonNode named : container.path("ports")) {
          if (Read.text(named, "name").equals(target.stringValue())) {
            return Read.number(named, 0, "containerPort");
          }
        }
      }
    }
    return Read.number(port, 0, "port");
  }

  ObjectNode slice(ArrayNode endpoints) {
    String name = Read.name(service).name();
    ObjectNode slice = JsonNodeFactory.instance.objectNode();
    slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
    ObjectNode metadata = slice.putObject("metadata").put("generateName", name + "-");
    ObjectNode labels = metadata.putObject("labels").put("kubernetes.io/service-name", name)
        .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    if (Read.text(service, "spec", "clusterIP").equals("None")) {
      labels.put("service.kubernetes.io/headless", "");
    }
    metadata.set("ownerReferences", PodTemplate.references(ResourceTypes.SERVICES, service));
    slice.put("addressType", "IPv4");
    slice.set("endpoints", endpoints);
    slice.set("ports", ports());
    return slice;
  }
}

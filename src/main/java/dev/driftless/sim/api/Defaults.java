package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * What the API server adds to an object that says nothing of it, and the form in which it keeps what is said. Works on
 * drafts: on objects that nobody else has.
 */
final class Defaults {

  private static final int WEBHOOK_SECONDS = 10;
  private static final int CPU_UTILIZATION = 80;

  private Defaults() {}

  static void apply(ResourceType type, ObjectNode draft) throws ApiException {
    draft.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    Metadata.omitEmpty(Absent.object(draft, "metadata"));
    try {
      content(type, draft);
    } catch (ApiException e) {
      throw Refusals.badRequest("%s in version \"%s\" cannot be handled as a %s: %s".formatted(type.kind(),
          type.version(), type.kind(), e.getMessage()));
    }
  }

  private static void content(ResourceType type, ObjectNode draft) throws ApiException {
    if (WorkloadDefaults.covers(type)) {
      WorkloadDefaults.apply(type, draft);
      return;
    }
    switch (type.kind()) {
      case "Pod" -> PodDefaults.spec(Absent.object(draft, "spec"));
      case "Namespace" -> namespace(draft);
      case "Node" -> node(draft);
      case "Service" -> service(Absent.object(draft, "spec"));
      case "MutatingWebhookConfiguration" -> Absent.each(draft, "webhooks", Defaults::webhook);
      case "HorizontalPodAutoscaler" -> autoscaler(Absent.object(draft, "spec"));
      case "EndpointSlice" -> Absent.each(draft, "ports", Defaults::endpointPort);
      case "PodDisruptionBudget", "Lease" -> Absent.object(draft, "spec");
      default -> { }
    }
  }

  private static void namespace(ObjectNode draft) {
    String name = Metadata.name(draft);
    if (!name.isEmpty()) {
      Absent.object(Absent.object(draft, "metadata"), "labels").put("kubernetes.io/metadata.name", name);
    }
    Absent.object(draft, "spec");
  }

  private static void node(ObjectNode draft) throws ApiException {
    Absent.object(draft, "spec");
    ObjectNode status = Absent.object(draft, "status");
    for (String part : List.of("capacity", "allocatable")) {
      if (status.get(part) instanceof ObjectNode amounts) {
        ContainerDefaults.quantities(amounts);
      }
    }
    if (!status.has("allocatable") && status.get("capacity") instanceof ObjectNode capacity) {
      status.set("allocatable", capacity.deepCopy());
    }
  }

  private static void service(ObjectNode spec) {
    Absent.text(spec, "type", "ClusterIP");
    Absent.text(spec, "sessionAffinity", "None");
    Absent.text(spec, "internalTrafficPolicy", "Cluster");
    Absent.each(spec, "ports", port -> {
      Absent.text(port, "protocol", "TCP");
      JsonNode number = port.path("port");
      if (!port.has("targetPort") && !number.isMissingNode()) {
        port.set("targetPort", number);
      }
    });
  }

  private static void autoscaler(ObjectNode spec) {
    Absent.number(spec, "minReplicas", 1);
    if (spec.path("metrics").isEmpty()) {
      spec.putArray("metrics").addObject().put("type", "Resource").putObject("resource").put("name", "cpu")
          .putObject("target").put("type", "Utilization").put("averageUtilization", CPU_UTILIZATION);
    }
  }

  private static void endpointPort(ObjectNode port) {
    if (!port.has("name")) {
      port.put("name", "");
    }
    Absent.text(port, "protocol", "TCP");
  }

  private static void webhook(ObjectNode webhook) {
    Absent.text(webhook, "failurePolicy", "Fail");
    Absent.text(webhook, "matchPolicy", "Equivalent");
    Absent.text(webhook, "reinvocationPolicy", "Never");
    Absent.number(webhook, "timeoutSeconds", WEBHOOK_SECONDS);
    Absent.object(webhook, "namespaceSelector");
    Absent.object(webhook, "objectSelector");
    Absent.each(webhook, "rules", rule -> Absent.text(rule, "scope", "*"));
    Absent.whereObject(webhook.path("clientConfig"), "service", service -> Absent.number(service, "port", 443));
  }
}

package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What a container gets that does not say otherwise, and its quantities in their canonical form. */
final class ContainerDefaults {

  private static final List<String> PROBES = List.of("readinessProbe", "livenessProbe", "startupProbe");
  private static final List<String> HOOKS = List.of("postStart", "preStop");
  private static final List<String> LISTS = List.of("env", "envFrom", "ports", "volumeMounts", "command", "args",
      "volumeDevices", "resizePolicy");

  private ContainerDefaults() {}

  static void apply(ObjectNode container) throws ApiException {
    String image = container.path("image").asString("");
    Absent.text(container, "imagePullPolicy", latest(image) ? "Always" : "IfNotPresent");
    Absent.text(container, "terminationMessagePath", "/dev/termination-log");
    Absent.text(container, "terminationMessagePolicy", "File");
    resources(container);
    Absent.each(container, "ports", port -> Absent.text(port, "protocol", "TCP"));
    Absent.each(container, "env", ContainerDefaults::variable);
    for (String probe : PROBES) {
      Absent.whereObject(container, probe, ContainerDefaults::probe);
    }
    for (String hook : HOOKS) {
      Absent.whereObject(container.path("lifecycle"), hook, ContainerDefaults::handler);
    }
    Absent.omitEmpty(container, LISTS);
  }

  /** Whether an image is pulled anew each time: without a tag and a digest, or by the tag {@code latest}. */
  private static boolean latest(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    return !image.contains("@") && (!last.contains(":") || last.endsWith(":latest"));
  }

  static void resources(ObjectNode holder) throws ApiException {
    ObjectNode resources = Absent.object(holder, "resources");
    for (String part : List.of("limits", "requests")) {
      if (resources.get(part) instanceof ObjectNode amounts) {
        quantities(amounts);
      }
    }
    Absent.omitEmpty(resources, List.of("limits", "requests", "claims"));
  }

  static void quantities(ObjectNode amounts) throws ApiException {
    for (String name : List.copyOf(amounts.propertyNames())) {
      JsonNode amount = amounts.get(name);
      amounts.put(name, Quantity.parse(amount.isString() ? amount.stringValue() : amount.toString()).toString());
    }
  }

  private static void variable(ObjectNode variable) {
    Absent.whereObject(variable.path("valueFrom"), "fieldRef", ref -> Absent.text(ref, "apiVersion", "v1"));
    Absent.omitEmpty(variable, List.of("value"));
  }

  private static void probe(ObjectNode probe) {
    Absent.number(probe, "timeoutSeconds", 1);
    Absent.number(probe, "periodSeconds", 10);
    Absent.number(probe, "successThreshold", 1);
    Absent.number(probe, "failureThreshold", 3);
    Absent.omitEmpty(probe, List.of("initialDelaySeconds"));
    handler(probe);
  }

  private static void handler(ObjectNode handler) {
    Absent.whereObject(handler, "httpGet", get -> {
      Absent.text(get, "path", "/");
      Absent.text(get, "scheme", "HTTP");
    });
    Absent.whereObject(handler, "grpc", grpc -> Absent.text(grpc, "service", ""));
  }
}

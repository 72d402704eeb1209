package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which objects are meant by their fields; all terms must hold. */
public record FieldSelector(List<Term> terms) {

  /** Selects everything. */
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  private static final List<String> COMMON = List.of("metadata.name", "metadata.namespace");
  private static final Map<String, List<String>> MORE = Map.of(
      "Pod", List.of("spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
          "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName"),
      "Namespace", List.of("status.phase"),
      "Node", List.of("spec.unschedulable"),
      "ReplicaSet", List.of("status.replicas"),
      "ReplicationController", List.of("status.replicas"),
      "Event", Stream.concat(Stream.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath")
          .map("regarding."::concat), Stream.of("reason", "reportingController", "type")).toList());
  private static final Map<String, String> OTHER_NAMES = Map.of("reportingComponent", "reportingController");

  record Term(List<String> path, String value, boolean equal) {

    boolean matches(JsonNode object) {
      JsonNode found = object;
      for (String name : path) {
        found = found.path(name);
      }
      return found.asString("").equals(value) == equal;
    }
  }

  /** As in the query of a request: {@code status.phase!=Running,spec.nodeName=n}; empty for everything. */
  public static FieldSelector parse(ResourceType type, String text) throws ApiException {
    List<Term> terms = new ArrayList<>();
    for (String part : text.split(",")) {
      if (!part.isBlank()) {
        terms.add(term(type, part, text));
      }
    }
    return new FieldSelector(List.copyOf(terms));
  }

  private static Term term(ResourceType type, String part, String whole) throws ApiException {
    boolean equal = !part.contains("!=");
    String[] sides = part.split(equal ? "==?" : "!=", 2);
    if (sides.length != 2) {
      throw Refusals.badRequest("invalid selector: '%s'; can't understand '%s'".formatted(whole, part));
    }
    String field = OTHER_NAMES.getOrDefault(sides[0], sides[0].replaceFirst("^involvedObject\\.", "regarding."));
    if (!COMMON.contains(field) && !MORE.getOrDefault(type.kind(), List.of()).contains(field)) {
      throw Refusals.badRequest(MORE.containsKey(type.kind()) ? "field label not supported: " + sides[0]
          : "\"%s\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
              .formatted(sides[0]));
    }
    return new Term(List.of(field.split("\\.")), sides[1], equal);
  }

  public boolean matches(JsonNode object) {
    for (Term term : terms) {
      if (!term.matches(object)) {
        return false;
      }
    }
    return true;
  }
}

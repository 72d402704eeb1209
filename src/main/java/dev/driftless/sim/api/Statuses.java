package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Bodies of {@code kind: Status}. */
public final class Statuses {

  private static final List<String> WITH_DETAILS =
      List.of("NotFound", "MethodNotAllowed", "UnsupportedMediaType", "Invalid");

  private Statuses() {}

  /** For a request that was refused. */
  public static ObjectNode of(ApiException refusal) {
    ObjectNode status = status("Failure").put("message", refusal.getMessage());
    if (!refusal.next().isEmpty()) {
      status.withObject("/metadata").put("continue", refusal.next());
    }
    if (!refusal.reason().isEmpty()) {
      status.put("reason", refusal.reason());
    }
    if (!refusal.details().isEmpty() || WITH_DETAILS.contains(refusal.reason())) {
      status.set("details", refusal.details());
    }
    return status.put("code", refusal.code());
  }

  /** For an object that is gone. */
  public static ObjectNode deleted(ResourceType type, String name, String uid) {
    ObjectNode status = status("Success");
    status.set("details", Refusals.details(name, type.group(), type.plural()).put("uid", uid));
    return status;
  }

  /** For something that was done and has no object. */
  public static ObjectNode created() {
    return status("Success").put("code", 201);
  }

  private static ObjectNode status(String result) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return status.put("status", result);
  }
}

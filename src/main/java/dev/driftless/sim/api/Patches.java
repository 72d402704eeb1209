package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Reads patches by their content type. */
public final class Patches {

  private static final List<String> KNOWN = List.of("application/merge-patch+json",
      "application/strategic-merge-patch+json", "application/json-patch+json");
  private static final String SERVER_SIDE_APPLY = "application/apply-patch+";

  private Patches() {}

  /** Refuses content types that {@link #read} does not know, before anybody looks at the body. */
  public static void checkKnown(String contentType) throws ApiException {
    if (!KNOWN.contains(contentType)) {
      throw unsupported(contentType);
    }
  }

  private static ApiException unsupported(String contentType) {
    return new ApiException(415, "UnsupportedMediaType", "415: Unsupported Media Type"
        + (contentType.startsWith(SERVER_SIDE_APPLY) ? ": this simulated API server has no server-side apply" : ""));
  }

  /** @param contentType without parameters: {@code application/merge-patch+json} */
  public static Patch read(String contentType, JsonNode body) throws ApiException {
    return switch (contentType) {
      case "application/merge-patch+json" -> new MergePatch(object(body));
      case "application/strategic-merge-patch+json" -> new StrategicMergePatch(object(body));
      case "application/json-patch+json" -> {
        if (body instanceof ArrayNode operations) {
          yield new JsonPatch(operations);
        }
        throw Refusals.badRequest("error decoding patch: json: cannot unmarshal " + kind(body)
            + " into Go value of type []handlers.jsonPatchOp");
      }
      default -> throw unsupported(contentType);
    };
  }

  private static ObjectNode object(JsonNode body) throws ApiException {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw Refusals.badRequest("error decoding patch: json: cannot unmarshal " + kind(body)
        + " into Go value of type map[string]interface {}");
  }

  private static String kind(JsonNode body) {
    return switch (body.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT -> "object";
      case NUMBER -> "number";
      case BOOLEAN -> "bool";
      default -> "string";
    };
  }
}

package dev.driftless.sim.api;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads patches by their content type. */
public final class Patches {

  private Patches() {}

  /** @param contentType without parameters: {@code application/merge-patch+json} */
  public static Patch read(String contentType, byte[] body) throws ApiException {
    return switch (contentType) {
      case "application/merge-patch+json" -> new MergePatch(object(json(body)));
      case "application/strategic-merge-patch+json" -> new StrategicMergePatch(object(json(body)));
      case "application/json-patch+json" -> {
        JsonNode operations = json(body);
        if (operations instanceof ArrayNode array) {
          yield new JsonPatch(array);
        }
        throw Refusals.badRequest("error decoding patch: json: cannot unmarshal " + kind(operations)
            + " into Go value of type []handlers.jsonPatchOp");
      }
      case "application/apply-patch+yaml", "application/apply-patch+cbor" -> throw new ApiException(415,
          "UnsupportedMediaType", "415: Unsupported Media Type: this simulated API server has no server-side apply");
      default -> throw new ApiException(415, "UnsupportedMediaType", "415: Unsupported Media Type");
    };
  }

  private static JsonNode json(byte[] body) throws ApiException {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      throw Refusals.badRequest("error decoding patch: unexpected end of JSON input");
    }
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

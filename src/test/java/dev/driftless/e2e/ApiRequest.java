package dev.driftless.e2e;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/**
 * One request of a {@linkplain ApiBehaviour behaviour}. In its path and body {@code NS} is the behaviour's namespace,
 * {@code <1/metadata/uid>} what that pointer leads to in the first answer, and {@code <x*1024>} so many of that letter.
 *
 * @param request method and path
 * @param type    of the body: a kind of patch, or a media type; JSON if absent
 * @param text    instead of a body: something that is perhaps no JSON
 * @param see     pointers to what of the answer matters; all of it if absent
 * @param until   what the answer has to have where: asks again until it does; once if absent
 */
record ApiRequest(String request, String type, JsonNode body, String text, List<String> see,
    Map<String, JsonNode> until) {

  private static final Map<String, String> PATCHES = Map.of("merge", "application/merge-patch+json",
      "strategic", "application/strategic-merge-patch+json", "json", "application/json-patch+json");

  ApiRequest {
    type = type == null ? "application/json" : PATCHES.getOrDefault(type, type);
    see = see == null ? List.of() : see;
    until = until == null ? Map.of() : until;
  }

  ApiRequest withBody(JsonNode other) {
    return new ApiRequest(request, type, other, text, see, until);
  }

  String method() {
    return request.substring(0, request.indexOf(' '));
  }

  String path() {
    return request.substring(request.indexOf(' ') + 1);
  }

  /** {@code null} for none. */
  String content() {
    return text != null ? text : body == null ? null : body.toString();
  }
}

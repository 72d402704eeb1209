package dev.driftless.sim.api;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What may be said of revisions in a query. */
final class ResourceVersions {

  private static final String FIELD = "resourceVersionMatch";

  private static final String NO_NUMBER =
      "resourceVersion: Invalid value: \"%s\": strconv.ParseUint: parsing \"%s\": invalid syntax";

  private ResourceVersions() {}

  static void check(ListOptions options) throws ApiException {
    if (options.match().isEmpty()) {
      return;
    }
    if (options.resourceVersion().isEmpty()) {
      throw invalid(FieldError.forbidden(FIELD, FIELD + " is forbidden unless resourceVersion is provided"));
    }
    if (!options.continueToken().isEmpty()) {
      throw invalid(FieldError.forbidden(FIELD, FIELD + " is forbidden when continue is provided"));
    }
    if (!List.of("Exact", "NotOlderThan").contains(options.match())) {
      throw invalid(FieldError.unsupported(FIELD, JsonNodeFactory.instance.stringNode(options.match()),
          List.of("Exact", "NotOlderThan", "")));
    }
    if (options.match().equals("Exact") && options.resourceVersion().equals("0")) {
      throw invalid(FieldError.forbidden(FIELD,
          FIELD + " \"exact\" is forbidden for resourceVersion \"0\""));
    }
  }

  static ApiException invalid(FieldError error) {
    return Refusals.invalid("meta.k8s.io", "ListOptions", "", List.of(error));
  }

  /** 0 if empty. */
  static long parse(String text) throws ApiException {
    try {
      return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw Refusals.badRequest("invalid resource version: " + NO_NUMBER.formatted(text, text));
    }
  }

  /** What a GET of one object asks for; the real one calls what is no number its own mistake. */
  static void checkReached(String version, long current) throws ApiException {
    try {
      if (!version.isEmpty() && Long.compareUnsigned(Long.parseUnsignedLong(version), current) > 0) {
        throw tooLarge(Long.parseUnsignedLong(version), current);
      }
    } catch (NumberFormatException e) {
      throw new ApiException(500, "", NO_NUMBER.formatted(version, version));
    }
  }

  static ApiException tooLarge(long wanted, long current) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.putArray("causes").addObject().put("reason", "ResourceVersionTooLarge")
        .put("message", "Too large resource version");
    details.put("retryAfterSeconds", 1);
    return new ApiException(504, "Timeout",
        "Timeout: Too large resource version: %d, current: %d".formatted(wanted, current), details);
  }
}

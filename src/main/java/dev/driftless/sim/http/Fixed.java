package dev.driftless.sim.http;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Paths that have nothing to do with objects, and always the same answer. */
final class Fixed {

  static final String GIT_VERSION = "v1.36.3";

  private Fixed() {}

  /** Empty if the path is none of these. */
  static Optional<Answer> answer(String path) {
    return switch (path) {
      case "/livez", "/readyz", "/healthz" -> Optional.of(Answer.text(Answer.OK, "ok"));
      case "/version" -> Optional.of(Answer.json(Answer.OK, version()));
      default -> Optional.empty();
    };
  }

  private static ObjectNode version() {
    return JsonNodeFactory.instance.objectNode().put("major", "1").put("minor", "36")
        .put("gitVersion", GIT_VERSION).put("gitCommit", "simulated").put("gitTreeState", "clean")
        .put("buildDate", "1970-01-01T00:00:00Z").put("goVersion", "none").put("compiler", "none")
        .put("platform", "linux/amd64");
  }
}

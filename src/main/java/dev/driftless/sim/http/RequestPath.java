package dev.driftless.sim.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a path below {@code /api} and {@code /apis} says; parts that it does not say are empty.
 *
 * @param namespace empty too for the namespace itself: it is the name then
 */
record RequestPath(String group, String version, String namespace, String resource, String name, String subresource) {

  private static final int LONGEST = 3;

  /** Empty if it is no path to objects. */
  static Optional<RequestPath> parse(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.substring(1).split("/")) {
      parts.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
    }
    boolean core = parts.getFirst().equals("api");
    if (!core && !parts.getFirst().equals("apis")) {
      return Optional.empty();
    }
    int head = core ? 2 : 3;
    if (parts.size() <= head || parts.contains("")) {
      return Optional.empty();
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(head - 1);
    List<String> rest = parts.subList(head, parts.size());
    boolean inNamespace = rest.size() >= LONGEST && rest.getFirst().equals("namespaces")
        && !List.of("status", "finalize").contains(rest.get(2));
    String namespace = inNamespace ? rest.get(1) : "";
    List<String> own = inNamespace ? rest.subList(2, rest.size()) : rest;
    if (own.size() > LONGEST) {
      return Optional.empty();
    }
    return Optional.of(new RequestPath(group, version, namespace, own.getFirst(), at(own, 1), at(own, 2)));
  }

  private static String at(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }
}

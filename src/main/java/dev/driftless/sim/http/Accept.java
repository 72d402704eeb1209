package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;

import java.util.Arrays;
import java.util.List;

/** The form of an answer that a client can do with; the first one that we have wins. */
enum Accept {

  OBJECTS, TABLES;

  /** @param header value of {@code Accept}; empty for anything */
  static Accept of(String header) throws ApiException {
    if (header.isBlank()) {
      return OBJECTS;
    }
    for (String range : header.split(",")) {
      List<String> parts = Arrays.stream(range.split(";")).map(String::trim).toList();
      boolean json = List.of("application/json", "*/*", "application/*").contains(parts.getFirst());
      if (json && parts.contains("as=Table") && parts.contains("g=meta.k8s.io") && parts.contains("v=v1")) {
        return TABLES;
      }
      if (json && parts.stream().noneMatch(part -> part.startsWith("as="))) {
        return OBJECTS;
      }
    }
    throw new ApiException(406, "NotAcceptable",
        "only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io");
  }
}

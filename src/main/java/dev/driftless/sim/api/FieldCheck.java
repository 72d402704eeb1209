package dev.driftless.sim.api;

import dev.driftless.sim.api.schema.Decoded;
import dev.driftless.sim.api.schema.Decoder;
import dev.driftless.sim.api.schema.MismatchException;
import dev.driftless.sim.api.schema.Schema.Struct;
import dev.driftless.sim.api.schema.Schemas;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Decides what becomes of the fields of one request: wrong types are always refused.
 *
 * @param warnings gets a line for each field that is dropped, if anybody is to be told
 */
public record FieldCheck(FieldValidation validation, Consumer<String> warnings) {

  /**
   * An object that was sent.
   *
   * @param mistakes found in its text already
   */
  public ObjectNode sent(ResourceType type, ObjectNode body, List<String> mistakes) throws ApiException {
    Bodies.checkKind(type, body);
    String refused = "%s in version \"%s\" cannot be handled as a %s: ".formatted(type.kind(), type.version(),
        type.kind());
    try {
      Decoded decoded = Decoder.decode(body, schema(type));
      Optional<String> error = report(mistakes, decoded.unknown());
      if (error.isPresent()) {
        throw Refusals.badRequest(refused + error.get());
      }
      return decoded.object();
    } catch (MismatchException e) {
      throw Refusals.badRequest(refused + e.getMessage());
    }
  }

  /** @param mistakes found in the text of the patch already */
  public Patch patch(ResourceType type, Patch patch, List<String> mistakes) {
    return new CheckedPatch(this, type, patch, mistakes);
  }

  /** @param options the body of a DELETE; whose fields are unknown is never told */
  public static ObjectNode deleteOptions(ObjectNode options) throws ApiException {
    try {
      return Decoder.decode(options, Schemas.of("v1", "DeleteOptions")).object();
    } catch (MismatchException e) {
      throw Refusals.badRequest(e.getMessage());
    }
  }

  /** What a webhook made of an object: what it may not have is dropped. */
  static ObjectNode admitted(ResourceType type, ObjectNode object) throws ApiException {
    try {
      return Decoder.decode(object, schema(type)).object();
    } catch (MismatchException e) {
      throw new ApiException(500, "InternalError", "Internal error occurred: " + e.getMessage());
    }
  }

  /** @return the error, if it is one */
  Optional<String> report(List<String> mistakes, List<String> unknown) {
    List<String> all = Stream.concat(mistakes.stream(), unknown.stream().map("unknown field \"%s\""::formatted))
        .distinct().toList();
    if (validation == FieldValidation.WARN) {
      all.forEach(warnings);
    }
    return validation == FieldValidation.STRICT && !all.isEmpty()
        ? Optional.of("strict decoding error: " + String.join(", ", all)) : Optional.empty();
  }

  static Struct schema(ResourceType type) {
    return Schemas.of(type.apiVersion(), type.kind());
  }
}

package dev.driftless.sim.api;

import dev.driftless.sim.api.schema.Decoded;
import dev.driftless.sim.api.schema.Decoder;
import dev.driftless.sim.api.schema.MismatchException;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** A patch whose result must be an object of the type. */
record CheckedPatch(FieldCheck check, ResourceType type, Patch patch, List<String> mistakes) implements Patch {

  @Override
  public ObjectNode applyTo(ObjectNode object) throws ApiException {
    ObjectNode after = patch.applyTo(object);
    if (patch instanceof StrategicMergePatch) {
      after = Json.with(Json.with(after, type.kind(), "kind"), type.apiVersion(), "apiVersion");
    } else {
      checkKind(after);
    }
    try {
      Decoded decoded = Decoder.decode(after, FieldCheck.schema(type));
      Optional<String> error = check.report(mistakes, decoded.unknown());
      if (error.isPresent()) {
        throw refusal(after, error.get());
      }
      return decoded.object();
    } catch (MismatchException e) {
      throw refusal(after, patch instanceof StrategicMergePatch ? e.converted() : e.getMessage());
    }
  }

  private void checkKind(ObjectNode after) throws ApiException {
    String kind = after.path("kind").asString("");
    String version = after.path("apiVersion").asString("");
    if (version.isEmpty()) {
      throw Refusals.unnamed(Metadata.name(after));
    }
    if (!kind.equals(type.kind()) || !version.equals(type.apiVersion())) {
      throw refusal(after, Refusals.unknownKind(kind, version));
    }
  }

  private ApiException refusal(ObjectNode after, String why) {
    String value = patch instanceof StrategicMergePatch strategic ? GoText.of(strategic.patch()) : after.toString();
    return Refusals.invalid("", "", "",
        List.of(FieldError.invalid("patch", JsonNodeFactory.instance.stringNode(value), why)));
  }
}

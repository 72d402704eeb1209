package dev.driftless.sim.api;

import dev.driftless.sim.api.schema.Decoded;
import dev.driftless.sim.api.schema.Decoder;
import dev.driftless.sim.api.schema.MismatchException;
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
    checkKind(after);
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
    if (!kind.equals(type.kind())) {
      throw refusal(after, "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\""
          .formatted(kind, type.apiVersion()));
    }
  }

  private ApiException refusal(ObjectNode after, String why) {
    String value = patch instanceof StrategicMergePatch strategic ? GoText.of(strategic.patch()) : after.toString();
    return Refusals.invalid("", "", "",
        List.of(FieldError.invalid("patch", JsonNodeFactory.instance.stringNode(value), why)));
  }
}

package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserSequence;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.util.TokenBuffer;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the object of a watch event while it comes in. fabric8 makes a tree of all of it before it looks which class it
 * is to become, although only what stands before {@code kind} and {@code apiVersion} has to wait for that, and an API
 * server tells these two first.
 */
final class EventObject extends ValueDeserializer<KubernetesResource> {

  private static final Map<Type, Class<? extends LeanObject>> LEAN = Serialization.TYPES.stream().collect(
      Collectors.toMap(type -> new Type(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)),
          Function.identity()));

  /** With what is not told yet as empty. */
  private record Type(String apiVersion, String kind) {

    static final Type UNKNOWN = new Type("", "");
    static final Type STATUS = new Type("v1", "Status");

    Type with(String name, JsonParser value) {
      return switch (name) {
        case "apiVersion" -> new Type(value.getString(), kind);
        case "kind" -> new Type(apiVersion, value.getString());
        default -> this;
      };
    }

    boolean isTold() {
      return !apiVersion.isEmpty() && !kind.isEmpty();
    }

    Class<? extends KubernetesResource> resource() {
      return equals(STATUS) ? Status.class : LEAN.containsKey(this) ? LEAN.get(this) : GenericKubernetesResource.class;
    }
  }

  @Override
  public KubernetesResource deserialize(JsonParser parser, DeserializationContext context) {
    Type type = Type.UNKNOWN;
    TokenBuffer begin = context.bufferForInputBuffering(parser);
    begin.writeStartObject();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME && !type.isTold()) {
      String name = parser.currentName();
      begin.copyCurrentStructure(parser);
      type = type.with(name, parser);
    }
    JsonParser whole = JsonParserSequence.createFlattened(true, begin.asParser(context), parser);
    whole.nextToken();
    return context.readValue(whole, type.resource());
  }
}

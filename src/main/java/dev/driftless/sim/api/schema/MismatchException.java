package dev.driftless.sim.api.schema;

import dev.driftless.sim.api.schema.Schema.Entries;
import dev.driftless.sim.api.schema.Schema.Items;
import dev.driftless.sim.api.schema.Schema.Struct;
import dev.driftless.sim.api.schema.Schema.Value;
import tools.jackson.databind.JsonNode;

import java.util.List;

/** Something stands in a field that cannot stand there. The message is that of Go's JSON decoder. */
public final class MismatchException extends Exception {

  private static final long serialVersionUID = 1;
  private static final List<Value> DECODED = List.of(Value.TIME, Value.MICRO_TIME, Value.INT_OR_STRING);

  private final String converted;

  private MismatchException(String message, String converted) {
    super(message);
    this.converted = converted;
  }

  /** The type is right, the text is not. */
  static MismatchException flaw(String message) {
    return new MismatchException(message, message);
  }

  /** @param field with the name of its type: {@code DeploymentSpec.spec.replicas} */
  static MismatchException type(JsonNode found, Schema wanted, String field) {
    String what = "json: cannot unmarshal " + json(found, wanted) + " into Go ";
    return new MismatchException(what + "struct field " + field + " of type " + wanted.goType(), switch (wanted) {
      case Struct struct -> "cannot restore struct from: " + go(found);
      case Items items -> "cannot restore slice from " + go(found);
      case Entries entries -> "cannot restore map from " + go(found);
      case Value value -> DECODED.contains(value) ? what + "value of type " + value.goType() : converted(found, value);
    });
  }

  private static String converted(JsonNode found, Value wanted) {
    return switch (wanted) {
      case BYTES -> "cannot restore slice from " + go(found);
      case TEXT -> found.isIntegralNumber() ? "cannot convert int64 to string" : "unrecognized type: string";
      case INT32, INT64 -> (found.isNumber() ? "cannot convert " + go(found) + " to " : "unrecognized type: ")
          + wanted.goType();
      default -> "unrecognized type: " + wanted.goType();
    };
  }

  private static String json(JsonNode found, Schema wanted) {
    boolean integer = wanted == Value.INT32 || wanted == Value.INT64 || wanted == Value.INT_OR_STRING;
    return switch (found.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case BOOLEAN -> "bool";
      case NUMBER -> integer ? "number " + found : "number";
      default -> "string";
    };
  }

  private static String go(JsonNode found) {
    return switch (found.getNodeType()) {
      case OBJECT -> "map";
      case ARRAY -> "slice";
      case BOOLEAN -> "bool";
      case NUMBER -> found.isIntegralNumber() ? "int64" : "float64";
      default -> "string";
    };
  }

  /** As Go's conversion of unstructured objects says it, which strategic merge patches go through. */
  public String converted() {
    return converted;
  }
}

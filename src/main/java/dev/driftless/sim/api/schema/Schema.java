package dev.driftless.sim.api.schema;

import java.util.Map;

/** What may stand in a field. */
public sealed interface Schema {

  /** As errors of Go name the type: {@code []v1.Container}. */
  String goType();

  /**
   * An object with fields of its own.
   *
   * @param name of the Go type, without package
   */
  record Struct(String name, Map<String, Schema> fields) implements Schema {
    @Override
    public String goType() {
      return "v1." + name;
    }
  }

  /** A list. */
  record Items(Schema item) implements Schema {
    @Override
    public String goType() {
      return "[]" + item.goType();
    }
  }

  /** An object whose keys are free. */
  record Entries(Schema value) implements Schema {
    @Override
    public String goType() {
      return value == Value.QUANTITY ? "v1.ResourceList" : "map[string]" + value.goType();
    }
  }

  /** What has no fields, or none that anybody looks at. */
  enum Value implements Schema {
    TEXT("string"), BYTES("[]uint8"), FLAG("bool"), INT32("int32"), INT64("int64"), INT_OR_STRING("int32"),
    QUANTITY("resource.Quantity"), TIME("string"), MICRO_TIME("string"), ANYTHING("interface {}");

    private final String goType;

    Value(String goType) {
      this.goType = goType;
    }

    @Override
    public String goType() {
      return goType;
    }
  }
}

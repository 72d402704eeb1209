package dev.driftless.sim.api.schema;

/**
 * Where in an object something stands.
 *
 * @param struct the Go type that has the field
 * @param field  empty for an item of a list
 */
record Place(Place outer, String struct, String field, int index) {

  static final Place ROOT = new Place(null, "", "", 0);

  /** As an unknown field is told: {@code spec.containers[0].imag}. */
  @Override
  public String toString() {
    return this == ROOT ? "" : field.isEmpty() ? outer + "[" + index + "]" : dot(outer.toString()) + field;
  }

  /** As a wrong type is told: {@code Container.spec.containers.image}. */
  String inGo() {
    return struct + "." + fields();
  }

  private String fields() {
    return this == ROOT ? "" : field.isEmpty() ? outer.fields() : dot(outer.fields()) + field;
  }

  private static String dot(String path) {
    return path.isEmpty() ? "" : path + ".";
  }
}

package dev.driftless.core.model;

/** Names what owns pods. The UID is part of the identity: a workload deleted and created again is another one. */
public record WorkloadRef(Kind kind, String namespace, String name, String uid) implements Comparable<WorkloadRef> {

  /** By namespace, kind, name and UID. The engine asks for this all the time, so no comparator is built of parts. */
  @Override
  public int compareTo(WorkloadRef other) {
    int order = namespace.compareTo(other.namespace);
    order = order != 0 ? order : kind.compareTo(other.kind);
    order = order != 0 ? order : name.compareTo(other.name);
    return order != 0 ? order : uid.compareTo(other.uid);
  }

  /** As records are equal; they are keys all the time, so this is written out, the most telling part first. */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof WorkloadRef ref && uid.equals(ref.uid) && name.equals(ref.name)
        && namespace.equals(ref.namespace) && kind == ref.kind;
  }

  @Override
  public int hashCode() {
    return 31 * uid.hashCode() + name.hashCode();
  }

  /** For people: {@code Deployment shop/cart}. */
  @Override
  public String toString() {
    return kind.label() + " " + namespace + "/" + name;
  }
}

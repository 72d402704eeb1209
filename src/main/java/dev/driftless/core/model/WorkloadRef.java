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

  /** For people: {@code Deployment shop/cart}. */
  @Override
  public String toString() {
    return kind.label() + " " + namespace + "/" + name;
  }
}

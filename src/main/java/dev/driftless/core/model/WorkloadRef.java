package dev.driftless.core.model;

import java.util.Comparator;

/** Names what owns pods. The UID is part of the identity: a workload deleted and created again is another one. */
public record WorkloadRef(Kind kind, String namespace, String name, String uid) implements Comparable<WorkloadRef> {

  private static final Comparator<WorkloadRef> ORDER = Comparator.comparing(WorkloadRef::namespace)
      .thenComparing(WorkloadRef::kind)
      .thenComparing(WorkloadRef::name)
      .thenComparing(WorkloadRef::uid);

  @Override
  public int compareTo(WorkloadRef other) {
    return ORDER.compare(this, other);
  }

  /** For people: {@code Deployment shop/cart}. */
  @Override
  public String toString() {
    return kind.label() + " " + namespace + "/" + name;
  }
}

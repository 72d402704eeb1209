package dev.driftless.sim.store;

/**
 * Where an object is found among those of its type.
 *
 * @param namespace empty for an object of the whole cluster
 */
public record ObjectName(String namespace, String name) implements Comparable<ObjectName> {

  /** In the order in which lists come: as etcd's keys. */
  @Override
  public int compareTo(ObjectName other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}

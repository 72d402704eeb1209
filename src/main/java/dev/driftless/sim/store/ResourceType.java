package dev.driftless.sim.store;

/**
 * One kind of object.
 *
 * @param group empty for the core group
 */
public record ResourceType(String group, String version, String kind, String plural, boolean namespaced) {

  /** As objects of the kind say it. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As errors name it: {@code deployments.apps}. */
  public String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  @Override
  public String toString() {
    return resource();
  }
}

package dev.driftless.sim.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How lists are merged by a strategic merge patch, and which objects are replaced key by key: {@code patchMergeKey} and
 * {@code patchStrategy} of the Go types. A field is named with the field that it is in, since the same name does not
 * mean the same everywhere. Lists that are not named here are replaced.
 */
final class MergeRules {

  private static final String VALUES = "";

  private static final Map<String, String> KEYS = Map.ofEntries(
      Map.entry("metadata/ownerReferences", "uid"),
      Map.entry("metadata/finalizers", VALUES),
      Map.entry("spec/containers", "name"),
      Map.entry("spec/initContainers", "name"),
      Map.entry("spec/ephemeralContainers", "name"),
      Map.entry("spec/volumes", "name"),
      Map.entry("spec/imagePullSecrets", "name"),
      Map.entry("spec/hostAliases", "ip"),
      Map.entry("spec/topologySpreadConstraints", "topologyKey"),
      Map.entry("spec/schedulingGates", "name"),
      Map.entry("spec/resourceClaims", "name"),
      Map.entry("spec/ports", "port"),
      Map.entry("status/conditions", "type"),
      Map.entry("status/addresses", "type"),
      Map.entry("status/podIPs", "ip"),
      Map.entry("status/hostIPs", "ip"),
      Map.entry("/secrets", "name"),
      Map.entry("/webhooks", "name"));

  private static final Map<String, String> KEYS_IN_CONTAINERS =
      Map.of("env", "name", "ports", "containerPort", "volumeMounts", "mountPath", "volumeDevices", "devicePath");

  private static final Set<String> CONTAINERS = Set.of("containers", "initContainers", "ephemeralContainers");

  private MergeRules() {}

  /** @return the field that tells the items of a list apart; empty if the list is replaced as a whole */
  static Optional<String> key(String parent, String field) {
    return Optional.ofNullable(CONTAINERS.contains(parent)
        ? KEYS_IN_CONTAINERS.get(field) : KEYS.get(parent + "/" + field));
  }

  /** Whether the items of a merged list are values and not objects. */
  static boolean mergesValues(String key) {
    return key.equals(VALUES);
  }
}

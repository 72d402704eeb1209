package dev.driftless.sim.http;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All that can be asked for, under the names that clients know it by. */
final class ApiResources {

  private static final List<String> NONE = List.of();
  private static final List<String> STATUS = List.of("status");
  private static final List<String> SCALED = List.of("scale", "status");
  private static final ResourceType CORE_EVENTS = new ResourceType("", "v1", "Event", "events", true);
  private static final List<String> EVENT_NAMES = List.of("ev");

  static final List<ApiResource> ALL = List.of(
      ApiResource.of(ResourceTypes.CONFIG_MAPS, List.of("cm"), NONE),
      new ApiResource(CORE_EVENTS, ResourceTypes.EVENTS, EVENT_NAMES, NONE, NONE),
      ApiResource.of(ResourceTypes.LIMIT_RANGES, List.of("limits"), NONE),
      ApiResource.of(ResourceTypes.NAMESPACES, List.of("ns"), List.of("finalize", "status")),
      ApiResource.of(ResourceTypes.NODES, List.of("no"), STATUS),
      ApiResource.of(ResourceTypes.PODS, List.of("po"), List.of("binding", "eviction", "status")),
      ApiResource.of(ResourceTypes.REPLICATION_CONTROLLERS, List.of("rc"), SCALED),
      ApiResource.of(ResourceTypes.SERVICE_ACCOUNTS, List.of("sa"), NONE),
      ApiResource.of(ResourceTypes.SERVICES, List.of("svc"), STATUS),
      ApiResource.of(ResourceTypes.CONTROLLER_REVISIONS, NONE, NONE),
      ApiResource.of(ResourceTypes.DAEMON_SETS, List.of("ds"), STATUS),
      ApiResource.of(ResourceTypes.DEPLOYMENTS, List.of("deploy"), SCALED),
      ApiResource.of(ResourceTypes.REPLICA_SETS, List.of("rs"), SCALED),
      ApiResource.of(ResourceTypes.STATEFUL_SETS, List.of("sts"), SCALED),
      ApiResource.of(ResourceTypes.JOBS, NONE, STATUS),
      ApiResource.of(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS, List.of("hpa"), STATUS),
      ApiResource.of(ResourceTypes.POD_DISRUPTION_BUDGETS, List.of("pdb"), STATUS),
      ApiResource.of(ResourceTypes.ENDPOINT_SLICES, NONE, NONE),
      ApiResource.of(ResourceTypes.LEASES, NONE, NONE),
      ApiResource.of(ResourceTypes.EVENTS, EVENT_NAMES, NONE),
      ApiResource.of(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, NONE, NONE));

  private ApiResources() {}

  static Optional<ApiResource> find(String group, String version, String plural) {
    return of(group, version).stream().filter(resource -> resource.shown().plural().equals(plural)).findFirst();
  }

  static List<ApiResource> of(String group, String version) {
    return ALL.stream()
        .filter(resource -> resource.shown().group().equals(group) && resource.shown().version().equals(version))
        .toList();
  }

  /** The one version that a group has here. */
  static String version(String group) {
    return ALL.stream().map(ApiResource::shown).filter(type -> type.group().equals(group)).findFirst()
        .map(ResourceType::version).orElse("v1");
  }

  /** Without the core group. */
  static Set<String> groups() {
    Set<String> groups = new TreeSet<>();
    ALL.forEach(resource -> groups.add(resource.shown().group()));
    groups.remove("");
    groups.add("authorization.k8s.io");
    return groups;
  }
}

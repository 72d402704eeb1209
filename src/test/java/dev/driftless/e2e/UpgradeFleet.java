package dev.driftless.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Four namespaces, of which Istio injects two, with 30 Deployments, 5 StatefulSets, 5 DaemonSets, 2 Jobs and 2 bare
 * pods. Two Deployments want the contrary of their namespace.
 */
final class UpgradeFleet {

  static final String ENABLED = "enabled";
  static final String REVISIONED = "revisioned";
  static final String DISABLED = "disabled";
  static final String UNLABELLED = "unlabelled";

  private static final Ref OPTED_OUT = new Ref("Deployment", ENABLED, "web-0");
  private static final Ref OPTED_IN = new Ref("Deployment", UNLABELLED, "web-0");

  private UpgradeFleet() {}

  static List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>(List.of(
        Workloads.namespace(ENABLED, Map.of("istio-injection", "enabled")),
        Workloads.namespace(REVISIONED, Map.of("istio.io/rev", "default")),
        Workloads.namespace(DISABLED, Map.of("istio-injection", "disabled")),
        Workloads.namespace(UNLABELLED, Map.of())));
    for (String namespace : List.of(ENABLED, REVISIONED)) {
      deployments(namespace, 13, objects);
      others(namespace, 2, objects);
      objects.add(Workloads.job(namespace, "job"));
      objects.add(Workloads.barePod(namespace, "bare"));
    }
    deployments(DISABLED, 2, objects);
    objects.add(Workloads.statefulSet(DISABLED, "db-0", 2));
    deployments(UNLABELLED, 2, objects);
    objects.add(Workloads.daemonSet(UNLABELLED, "agent-0"));
    return objects;
  }

  /** Those that get a sidecar, as the labels say. */
  static Set<Ref> injected() {
    Set<Ref> refs = objects().stream().filter(object -> !(object instanceof Namespace)).map(Ref::of)
        .filter(ref -> Set.of(ENABLED, REVISIONED).contains(ref.namespace())).collect(Collectors.toSet());
    refs.remove(OPTED_OUT);
    refs.add(OPTED_IN);
    return refs;
  }

  private static void deployments(String namespace, int count, List<HasMetadata> objects) {
    for (int i = 0; i < count; i++) {
      objects.add(choosing(Workloads.deployment(namespace, "web-" + i, 1 + i % 3)));
    }
  }

  private static void others(String namespace, int count, List<HasMetadata> objects) {
    for (int i = 0; i < count; i++) {
      objects.add(Workloads.statefulSet(namespace, "db-" + i, 2));
      objects.add(Workloads.daemonSet(namespace, "agent-" + i));
    }
  }

  private static Deployment choosing(Deployment deployment) {
    Ref ref = Ref.of(deployment);
    return !ref.equals(OPTED_IN) && !ref.equals(OPTED_OUT) ? deployment : new DeploymentBuilder(deployment).editSpec()
        .editTemplate().editMetadata().addToLabels("sidecar.istio.io/inject", ref.equals(OPTED_IN) ? "true" : "false")
        .endMetadata().endTemplate().endSpec().build();
  }
}

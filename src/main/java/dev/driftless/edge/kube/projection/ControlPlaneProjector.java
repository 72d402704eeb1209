package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.ControlPlaneFacts.State;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.Replicas;
import dev.driftless.edge.kube.lean.LeanDeployment;
import tools.jackson.databind.JsonNode;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** istiod Deployments. What carries {@code istio.io/tag} is an alias, not a control plane. */
final class ControlPlaneProjector {

  private static final String DISCOVERY = "discovery";
  /** Variables on which injection depends. */
  private static final Set<String> RELEVANT = Set.of("ENABLE_NATIVE_SIDECARS", "SHARED_MESH_CONFIG", "CLUSTER_ID");

  private ControlPlaneProjector() {}

  static Optional<Facts> project(LeanDeployment object) {
    Map<String, String> labels = object.labels();
    if (!"istiod".equals(labels.get("app")) || labels.containsKey("istio.io/tag")) {
      return Optional.empty();
    }
    Replicas replicas = WorkloadProjectors.replicas(object);
    Optional<String> version = Optional.ofNullable(labels.get("app.kubernetes.io/version"))
        .or(() -> Optional.ofNullable(labels.get("operator.istio.io/version")));
    String image = Templates.image(object.getSpec().template().path("spec"), DISCOVERY).orElse("");
    return Optional.of(new ControlPlaneFacts(object.name(), labels.getOrDefault("istio.io/rev", "default"), image,
        version, variables(object.getSpec().template().path("spec")), state(replicas), detail(replicas)));
  }

  private static Map<String, Optional<String>> variables(JsonNode podSpec) {
    Map<String, Optional<String>> variables = new TreeMap<>();
    podSpec.path("containers").valueStream()
        .filter(container -> container.path("name").asString("").equals(DISCOVERY))
        .flatMap(container -> container.path("env").valueStream())
        .filter(variable -> RELEVANT.contains(variable.path("name").asString("")))
        .forEach(variable -> variables.put(variable.path("name").asString(),
            variable.has("valueFrom") ? Optional.empty() : Optional.of(variable.path("value").asString(""))));
    return Collections.unmodifiableMap(variables);
  }

  private static State state(Replicas replicas) {
    if (!replicas.rolledOut()) {
      return State.ROLLING_OUT;
    }
    return replicas.settled() && replicas.desired() > 0 ? State.SETTLED : State.NOT_READY;
  }

  private static String detail(Replicas replicas) {
    int desired = replicas.desired();
    if (!replicas.observed()) {
      return "the newest specification is not observed yet";
    }
    if (replicas.updated() != desired) {
      return replicas.updated() + " of " + desired + " replicas updated";
    }
    if (replicas.current() != desired) {
      return replicas.current() - desired + " replicas too many";
    }
    if (desired == 0) {
      return "scaled to nothing";
    }
    return replicas.available() + " of " + desired + " replicas available";
  }
}

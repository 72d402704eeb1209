package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.EndpointFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.edge.kube.lean.LeanEndpointSlice;
import dev.driftless.edge.kube.lean.LeanEndpointSlice.Conditions;

import java.util.Optional;

/** EndpointSlices. */
final class EndpointProjector {

  private EndpointProjector() {}

  static Optional<Facts> project(LeanEndpointSlice object) {
    long ready = object.getEndpoints().stream()
        .filter(endpoint -> endpoint.conditions().flatMap(Conditions::ready).orElse(true))
        .count();
    String service = object.labels().getOrDefault("kubernetes.io/service-name", "");
    return Optional.of(new EndpointFacts(object.namespace(), object.name(), service, Math.toIntExact(ready)));
  }
}

package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

import java.util.List;
import java.util.Optional;

/** An EndpointSlice. */
@Group("discovery.k8s.io")
@Version("v1")
@Kind("EndpointSlice")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanEndpointSlice extends LeanObject implements Namespaced {

  private List<Endpoint> endpoints = List.of();

  public List<Endpoint> getEndpoints() {
    return endpoints;
  }

  public void setEndpoints(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  public record Endpoint(Optional<Conditions> conditions) implements Partial {}

  /** @param ready absent means ready, as the API says */
  public record Conditions(Optional<Boolean> ready) implements Partial {}

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanEndpointSlice> {}
}

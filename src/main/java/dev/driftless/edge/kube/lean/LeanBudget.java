package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

import java.util.Optional;

/** A PodDisruptionBudget. */
@Group("policy")
@Version("v1")
@Kind("PodDisruptionBudget")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanBudget extends LeanObject implements Namespaced {

  private Spec spec = Spec.NONE;
  private Status status = Status.NONE;

  public Spec getSpec() {
    return spec;
  }

  public void setSpec(Spec spec) {
    this.spec = spec;
  }

  public Status getStatus() {
    return status;
  }

  public void setStatus(Status status) {
    this.status = status;
  }

  public record Spec(Optional<LeanSelector> selector, Optional<String> minAvailable, Optional<String> maxUnavailable)
      implements Partial {

    static final Spec NONE = new Spec(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public record Status(long observedGeneration, int disruptionsAllowed, int desiredHealthy, int expectedPods)
      implements Partial {

    static final Status NONE = new Status(0, 0, 0, 0);
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanBudget> {}
}

package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.util.List;
import java.util.Optional;

/** A Deployment. */
@Group("apps")
@Version("v1")
@Kind("Deployment")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanDeployment extends LeanObject implements Namespaced {

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

  /** @param template kept as it is, for its digest */
  public record Spec(Optional<Integer> replicas, boolean paused, Optional<Integer> progressDeadlineSeconds,
      RollingStrategy strategy, JsonNode template) implements Partial {

    static final Spec NONE = new Spec(Optional.empty(), false, Optional.empty(), RollingStrategy.NONE, null);

    public Spec {
      strategy = strategy == null ? RollingStrategy.NONE : strategy;
      template = template == null ? MissingNode.getInstance() : template;
    }
  }

  public record Status(long observedGeneration, int replicas, int updatedReplicas, int availableReplicas,
      List<Condition> conditions) implements Partial {

    static final Status NONE = new Status(0, 0, 0, 0, List.of());

    public Status {
      conditions = Absent.orEmpty(conditions);
    }
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanDeployment> {}
}

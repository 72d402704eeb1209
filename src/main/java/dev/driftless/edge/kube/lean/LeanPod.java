package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

import java.util.List;
import java.util.Optional;

/** A Pod. */
@Group("")
@Version("v1")
@Kind("Pod")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanPod extends LeanObject implements Namespaced {

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

  public record Spec(List<Container> initContainers, List<Container> containers, boolean hostNetwork)
      implements Partial {

    static final Spec NONE = new Spec(List.of(), List.of(), false);

    public Spec {
      initContainers = Absent.orEmpty(initContainers);
      containers = Absent.orEmpty(containers);
    }
  }

  /** @param restartPolicy {@code Always} makes an init container a native sidecar */
  public record Container(String name, String image, Optional<String> restartPolicy) implements Partial {

    public Container {
      image = Absent.orEmpty(image);
    }
  }

  public record Status(String phase, List<Condition> conditions, List<ContainerStatus> initContainerStatuses,
      List<ContainerStatus> containerStatuses) implements Partial {

    static final Status NONE = new Status("", List.of(), List.of(), List.of());

    public Status {
      phase = Absent.orEmpty(phase);
      conditions = Absent.orEmpty(conditions);
      initContainerStatuses = Absent.orEmpty(initContainerStatuses);
      containerStatuses = Absent.orEmpty(containerStatuses);
    }
  }

  public record Condition(String type, String status, Optional<String> lastTransitionTime) implements Partial {}

  public record ContainerStatus(String name, Optional<State> state) implements Partial {}

  public record State(Optional<Waiting> waiting) implements Partial {}

  public record Waiting(Optional<String> reason) implements Partial {}

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanPod> {}
}

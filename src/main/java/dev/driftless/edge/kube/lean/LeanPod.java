package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

import java.util.List;
import java.util.Map;
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

  public record Spec(List<Container> initContainers, List<Container> containers, boolean hostNetwork, String nodeName)
      implements Partial {

    static final Spec NONE = new Spec(List.of(), List.of(), false, "");

    public Spec {
      nodeName = Absent.orEmpty(nodeName);
      initContainers = Absent.orEmpty(initContainers);
      containers = Absent.orEmpty(containers);
    }
  }

  /** @param restartPolicy {@code Always} makes an init container a native sidecar */
  public record Container(String name, String image, Optional<String> restartPolicy, Amounts resources,
      List<Variable> env, Optional<Lifecycle> lifecycle) implements Partial {

    public Container {
      image = Absent.orEmpty(image);
      resources = resources == null ? Amounts.NONE : resources;
      env = Absent.orEmpty(env);
    }
  }

  public record Amounts(Map<String, String> requests, Map<String, String> limits) implements Partial {

    static final Amounts NONE = new Amounts(Map.of(), Map.of());

    public Amounts {
      requests = requests == null ? Map.of() : requests;
      limits = limits == null ? Map.of() : limits;
    }
  }

  public record Variable(String name, Optional<String> value) implements Partial {}

  public record Lifecycle(Optional<Hook> postStart) implements Partial {}

  public record Hook(Optional<Exec> exec) implements Partial {}

  public record Exec(List<String> command) implements Partial {

    public Exec {
      command = Absent.orEmpty(command);
    }
  }

  public record Status(String phase, String reason, String message, List<Condition> conditions,
      List<ContainerStatus> initContainerStatuses, List<ContainerStatus> containerStatuses) implements Partial {

    static final Status NONE = new Status("", "", "", List.of(), List.of(), List.of());

    public Status {
      phase = Absent.orEmpty(phase);
      reason = Absent.orEmpty(reason);
      message = Absent.orEmpty(message);
      conditions = Absent.orEmpty(conditions);
      initContainerStatuses = Absent.orEmpty(initContainerStatuses);
      containerStatuses = Absent.orEmpty(containerStatuses);
    }
  }

  public record ContainerStatus(String name, int restartCount, boolean ready, boolean started, State state,
      State lastState) implements Partial {

    public ContainerStatus {
      state = state == null ? State.NONE : state;
      lastState = lastState == null ? State.NONE : lastState;
    }
  }

  public record State(Optional<Waiting> waiting, Optional<Terminated> terminated) implements Partial {

    static final State NONE = new State(Optional.empty(), Optional.empty());
  }

  public record Waiting(String reason, String message) implements Partial {

    public Waiting {
      reason = Absent.orEmpty(reason);
      message = Absent.orEmpty(message);
    }
  }

  public record Terminated(int exitCode, String reason, String message) implements Partial {

    public Terminated {
      reason = Absent.orEmpty(reason);
      message = Absent.orEmpty(message);
    }
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanPod> {}
}

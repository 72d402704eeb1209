package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

/** A Namespace. */
@Group("")
@Version("v1")
@Kind("Namespace")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanNamespace extends LeanObject {

  private Status status = Status.NONE;

  public Status getStatus() {
    return status;
  }

  public void setStatus(Status status) {
    this.status = status;
  }

  public record Status(String phase) implements Partial {

    static final Status NONE = new Status("");

    public Status {
      phase = Absent.orEmpty(phase);
    }
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanNamespace> {}
}

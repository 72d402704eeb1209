package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

/** A Node. */
@Group("")
@Version("v1")
@Kind("Node")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanNode extends LeanObject {

  private Status status = Status.NONE;

  public Status getStatus() {
    return status;
  }

  public void setStatus(Status status) {
    this.status = status;
  }

  public record Status(NodeInfo nodeInfo) implements Partial {

    static final Status NONE = new Status(null);

    public Status {
      nodeInfo = nodeInfo == null ? new NodeInfo("") : nodeInfo;
    }
  }

  public record NodeInfo(String kubeletVersion) implements Partial {

    public NodeInfo {
      kubeletVersion = Absent.orEmpty(kubeletVersion);
    }
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanNode> {}
}

package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

/** A ReplicationController: what a ReplicaSet was before there were selectors of sets. */
@Group("")
@Version("v1")
@Kind("ReplicationController")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanReplicationController extends LeanObject implements Namespaced {

  private LeanReplicaSet.Spec spec = LeanReplicaSet.Spec.NONE;
  private LeanReplicaSet.Status status = LeanReplicaSet.Status.NONE;

  public LeanReplicaSet.Spec getSpec() {
    return spec;
  }

  public void setSpec(LeanReplicaSet.Spec spec) {
    this.spec = spec;
  }

  public LeanReplicaSet.Status getStatus() {
    return status;
  }

  public void setStatus(LeanReplicaSet.Status status) {
    this.status = status;
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanReplicationController> {}
}

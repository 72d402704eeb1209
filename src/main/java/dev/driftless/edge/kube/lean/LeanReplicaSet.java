package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A ReplicaSet. */
@Group("apps")
@Version("v1")
@Kind("ReplicaSet")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanReplicaSet extends LeanObject implements Namespaced {

  private Spec spec = Spec.NONE;

  public Spec getSpec() {
    return spec;
  }

  public void setSpec(Spec spec) {
    this.spec = spec;
  }

  public record Spec(JsonNode template) implements Partial {

    static final Spec NONE = new Spec(null);

    public Spec {
      template = template == null ? MissingNode.getInstance() : template;
    }
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanReplicaSet> {}
}

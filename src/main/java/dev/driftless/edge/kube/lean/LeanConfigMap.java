package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

import java.util.Optional;

/** A ConfigMap, with the keys that Istio uses. */
@Group("")
@Version("v1")
@Kind("ConfigMap")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanConfigMap extends LeanObject implements Namespaced {

  private Data data = Data.NONE;

  public Data getData() {
    return data;
  }

  public void setData(Data data) {
    this.data = data;
  }

  public record Data(Optional<String> config, Optional<String> values, Optional<String> mesh) implements Partial {

    static final Data NONE = new Data(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanConfigMap> {}
}

package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A ProxyConfig of Istio. */
@Group("networking.istio.io")
@Version("v1beta1")
@Kind("ProxyConfig")
@Plural("proxyconfigs")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanProxyConfig extends LeanObject implements Namespaced {

  private JsonNode spec = MissingNode.getInstance();

  public JsonNode getSpec() {
    return spec;
  }

  public void setSpec(JsonNode spec) {
    this.spec = spec;
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanProxyConfig> {}
}

package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

import java.util.List;
import java.util.Optional;

/** A MutatingWebhookConfiguration. */
@Group("admissionregistration.k8s.io")
@Version("v1")
@Kind("MutatingWebhookConfiguration")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanWebhookConfiguration extends LeanObject {

  private List<Webhook> webhooks = List.of();

  public List<Webhook> getWebhooks() {
    return webhooks;
  }

  public void setWebhooks(List<Webhook> webhooks) {
    this.webhooks = webhooks;
  }

  public record Webhook(String name, Optional<LeanSelector> namespaceSelector, Optional<LeanSelector> objectSelector,
      ClientConfig clientConfig) implements Partial {}

  public record ClientConfig(Optional<String> caBundle, Optional<Service> service) implements Partial {}

  public record Service(String namespace, String name) implements Partial {}

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanWebhookConfiguration> {}
}

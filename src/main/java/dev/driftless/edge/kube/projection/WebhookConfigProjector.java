package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.OtherWebhookFacts;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts.ServiceRef;
import dev.driftless.core.model.WebhookConfigFacts.Webhook;
import dev.driftless.edge.kube.lean.LeanSelector;
import dev.driftless.edge.kube.lean.LeanWebhookConfiguration;

import java.util.Optional;

/** MutatingWebhookConfigurations; of others than Istio's it matters only that they change. */
final class WebhookConfigProjector {

  private WebhookConfigProjector() {}

  static Optional<Facts> project(LeanWebhookConfiguration object) {
    if (object.getWebhooks().stream().noneMatch(webhook -> webhook.name().endsWith("istio.io"))) {
      return Optional.of(
          new OtherWebhookFacts(object.name(), object.getMetadata().getUid(), object.generation()));
    }
    return Optional.of(new WebhookConfigFacts(object.name(), object.labels().getOrDefault("istio.io/rev", ""),
        Optional.ofNullable(object.labels().get("istio.io/tag")),
        object.getWebhooks().stream().map(WebhookConfigProjector::webhook).toList()));
  }

  private static Webhook webhook(LeanWebhookConfiguration.Webhook webhook) {
    return new Webhook(webhook.name(), selector(webhook.namespaceSelector()), selector(webhook.objectSelector()),
        webhook.clientConfig().caBundle().filter(bundle -> !bundle.isEmpty()).isPresent(),
        webhook.clientConfig().service().map(service -> new ServiceRef(service.namespace(), service.name())));
  }

  private static LabelSelector selector(Optional<LeanSelector> selector) {
    return selector.map(Selectors::of).orElse(LabelSelector.EVERYTHING);
  }
}

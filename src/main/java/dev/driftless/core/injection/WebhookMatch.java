package dev.driftless.core.injection;

import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WebhookConfigFacts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first gate: a webhook that the API server calls for a new pod of a template. */
public record WebhookMatch(WebhookConfigFacts configuration, WebhookConfigFacts.Webhook webhook) {

  /**
   * All webhooks of Istio that the API server calls, in the order of the configurations and of the webhooks in them.
   * Others that share a configuration with them are none of ours. A configuration that was deactivated by an
   * unmatchable label (istio/istio, {@code istioctl/pkg/tag/util.go}) drops out by its selectors alone.
   */
  public static List<WebhookMatch> of(List<WebhookConfigFacts> configurations, NamespaceFacts namespace,
      TemplateFacts template) {
    Map<String, String> namespaceLabels = labels(namespace);
    return configurations.stream()
        .flatMap(configuration -> configuration.webhooks().stream()
            .filter(webhook -> webhook.name().endsWith("istio.io"))
            .filter(webhook -> webhook.namespaceSelector().matches(namespaceLabels))
            .filter(webhook -> webhook.objectSelector().matches(template.labels()))
            .map(webhook -> new WebhookMatch(configuration, webhook)))
        .toList();
  }

  /** {@code configuration/webhook}. */
  public String name() {
    return configuration.name() + "/" + webhook.name();
  }

  /** The API server gives every namespace its name as a label, whatever its manifest says. */
  private static Map<String, String> labels(NamespaceFacts namespace) {
    Map<String, String> labels = new HashMap<>(namespace.labels());
    labels.put("kubernetes.io/metadata.name", namespace.name());
    return labels;
  }
}

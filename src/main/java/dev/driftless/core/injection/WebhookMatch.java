package dev.driftless.core.injection;

import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WebhookConfigFacts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    List<WebhookMatch> matches = new ArrayList<>();
    for (WebhookConfigFacts configuration : configurations) {
      for (WebhookConfigFacts.Webhook webhook : configuration.webhooks()) {
        if (isOurs(webhook) && webhook.namespaceSelector().matches(namespaceLabels)
            && webhook.objectSelector().matches(template.labels())) {
          matches.add(new WebhookMatch(configuration, webhook));
        }
      }
    }
    return matches;
  }

  /** Whether any is called for pods that carry no label at all, in namespaces that carry none. */
  static boolean serveUnlabelled(List<WebhookConfigFacts> configurations) {
    return configurations.stream().flatMap(WebhookMatch::all).map(WebhookMatch::webhook).anyMatch(
        webhook -> webhook.namespaceSelector().matches(Map.of()) && webhook.objectSelector().matches(Map.of()));
  }

  /** Those that a template may match. */
  static Stream<WebhookMatch> all(WebhookConfigFacts configuration) {
    return configuration.webhooks().stream().filter(WebhookMatch::isOurs)
        .map(webhook -> new WebhookMatch(configuration, webhook));
  }

  private static boolean isOurs(WebhookConfigFacts.Webhook webhook) {
    return webhook.name().endsWith("istio.io");
  }

  /** {@code configuration/webhook}. */
  public String name() {
    return configuration.name() + "/" + webhook.name();
  }

  /** The API server gives every namespace its name as a label, whatever its manifest says. */
  static Map<String, String> labels(NamespaceFacts namespace) {
    Map<String, String> labels = new HashMap<>(namespace.labels());
    labels.put("kubernetes.io/metadata.name", namespace.name());
    return labels;
  }
}

package dev.driftless.core.injection;

import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WebhookConfigFacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the selectors of one webhook of Istio judge a template.
 *
 * @param name     {@code configuration/webhook}
 * @param revision that it injects from
 * @param tag      under whose name it does so, if under one
 * @param unmet    what its selectors want and do not find, as {@code label a=b on the namespace}; empty if it matches
 */
public record WebhookSelection(String name, String revision, Optional<String> tag, List<String> unmet) {

  /** Of all of them, in the order of {@link WebhookMatch#of}. */
  public static List<WebhookSelection> of(List<WebhookConfigFacts> configurations, NamespaceFacts namespace,
      TemplateFacts template) {
    return configurations.stream().flatMap(configuration -> WebhookMatch.all(configuration))
        .map(match -> new WebhookSelection(match.name(), match.configuration().revision(),
            match.configuration().tag(), unmet(match.webhook(), namespace, template)))
        .toList();
  }

  public boolean matches() {
    return unmet.isEmpty();
  }

  private static List<String> unmet(WebhookConfigFacts.Webhook webhook, NamespaceFacts namespace,
      TemplateFacts template) {
    List<String> unmet = new ArrayList<>();
    webhook.namespaceSelector().unmet(WebhookMatch.labels(namespace))
        .forEach(wish -> unmet.add(wish + " on the namespace"));
    webhook.objectSelector().unmet(template.labels()).forEach(wish -> unmet.add(wish + " on the template"));
    return List.copyOf(unmet);
  }
}

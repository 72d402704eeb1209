package dev.driftless.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A MutatingWebhookConfiguration of Istio: one with a webhook whose name ends in {@code istio.io}, as istioctl tells
 * them (istio/istio, {@code istioctl/pkg/checkinject}); its own name says nothing.
 *
 * @param revision label {@code istio.io/rev}; empty if absent
 * @param tag      label {@code istio.io/tag}
 * @param webhooks in the order of the object, which is the order of the calls
 */
public record WebhookConfigFacts(String name, String revision, Optional<String> tag, List<Webhook> webhooks)
    implements Facts {

  /**
   * One webhook.
   *
   * @param caBundle whether {@code clientConfig.caBundle} is not empty
   * @param service  {@code clientConfig.service}; empty if it calls a URL
   */
  public record Webhook(String name, LabelSelector namespaceSelector, LabelSelector objectSelector, boolean caBundle,
      Optional<ServiceRef> service) {}

  /** The Service that answers a webhook. */
  public record ServiceRef(String namespace, String name) {}
}

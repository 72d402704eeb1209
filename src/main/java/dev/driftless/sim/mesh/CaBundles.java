package dev.driftless.sim.mesh;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;

/**
 * Istiods put their certificate into the webhook configurations of their revision, a moment after these, or the first
 * istiod that is ready, appear. Until then the API server trusts nobody there.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/webhooks/webhookpatch.go">
 *      pkg/webhooks/webhookpatch.go</a>
 */
final class CaBundles {

  private static final Duration DELAY = Duration.ofMillis(100);
  /** No certificate; the simulated API server looks only whether there is one. */
  private static final String BUNDLE = "c2ltdWxhdGVk";

  private final Store store;
  private final Timeline timeline;
  private final Client client;

  CaBundles(Store store, Timeline timeline, Client client) {
    this.store = store;
    this.timeline = timeline;
    this.client = client;
    store.subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    boolean webhooks = event.resource().equals(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS);
    boolean endpoints = event.resource().equals(ResourceTypes.ENDPOINT_SLICES)
        && event.name().namespace().equals(Istiods.NAMESPACE);
    if ((webhooks || endpoints) && event.type() != StoreEvent.Type.DELETED) {
      timeline.after(DELAY, this::patch);
    }
  }

  private void patch() {
    List.copyOf(store.list(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, "")).forEach(this::patch);
  }

  private void patch(ObjectNode configuration) {
    String revision = Tree.text(configuration, "metadata", "labels", "istio.io/rev");
    ObjectName service = new ObjectName(Istiods.NAMESPACE, "istiod" + Istiod.suffix(revision));
    boolean complete = configuration.path("webhooks").valueStream()
        .allMatch(webhook -> Tree.given(webhook, "clientConfig", "caBundle"));
    if (revision.isEmpty() || complete || Endpoints.ready(store, service).isEmpty()) {
      return;
    }
    List<JsonNode> patched = configuration.path("webhooks").valueStream().<JsonNode>map(webhook ->
        Tree.with(webhook, "clientConfig", Tree.with(webhook.path("clientConfig"), "caBundle", BUNDLE))).toList();
    try {
      client.patch(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS,
          new ObjectName("", Tree.text(configuration, "metadata", "name")), "", Tree.object("webhooks", patched));
    } catch (ApiException e) {
      timeline.after(DELAY, this::patch);
    }
  }
}

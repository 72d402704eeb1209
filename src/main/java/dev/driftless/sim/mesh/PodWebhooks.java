package dev.driftless.sim.mesh;

import dev.driftless.sim.api.Admission;
import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends new pods through the mutating webhooks, as the API server does: configurations in the order of their names,
 * their webhooks in theirs, each if its selectors match the pod as it is by then. Who asks for it is called once more
 * if the pod was changed after it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/">Dynamic
 *      Admission Control</a>
 */
public final class PodWebhooks implements Admission {

  private final Store store;
  private final WebhookCall call;

  public PodWebhooks(Store store, Istiods istiods) {
    this.store = store;
    call = new WebhookCall(store, istiods);
  }

  @Override
  public ObjectNode admit(String namespace, ObjectNode pod) throws ApiException {
    Map<JsonNode, ObjectNode> again = new LinkedHashMap<>();
    JsonNode labels = store.get(ResourceTypes.NAMESPACES, new ObjectName("", namespace))
        .map(found -> Tree.at(found, "metadata", "labels")).orElseGet(Tree::object);
    ObjectNode current = pod;
    for (ObjectNode configuration : store.list(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, "")) {
      for (JsonNode webhook : configuration.path("webhooks")) {
        if (concerns(webhook, labels, current)) {
          current = call.admit(webhook, namespace, current);
          if (Tree.text(webhook, "reinvocationPolicy").equals("IfNeeded")) {
            again.put(webhook, current);
          }
        }
      }
    }
    for (Map.Entry<JsonNode, ObjectNode> earlier : again.entrySet()) {
      if (!earlier.getValue().equals(current) && concerns(earlier.getKey(), labels, current)) {
        current = call.admit(earlier.getKey(), namespace, current);
      }
    }
    return current;
  }

  private static boolean concerns(JsonNode webhook, JsonNode namespaceLabels, JsonNode pod) {
    return webhook.path("rules").valueStream().anyMatch(PodWebhooks::isForNewPods)
        && Selector.ofObject(webhook.path("namespaceSelector")).matches(namespaceLabels)
        && Selector.ofObject(webhook.path("objectSelector")).matches(Tree.at(pod, "metadata", "labels"));
  }

  private static boolean isForNewPods(JsonNode rule) {
    return lists(rule, "apiGroups", "") && lists(rule, "apiVersions", "v1") && lists(rule, "operations", "CREATE")
        && lists(rule, "resources", "pods");
  }

  private static boolean lists(JsonNode rule, String field, String wanted) {
    return rule.path(field).valueStream().map(each -> each.asString(""))
        .anyMatch(each -> each.equals(wanted) || each.equals("*"));
  }
}

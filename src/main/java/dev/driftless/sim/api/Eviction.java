package dev.driftless.sim.api;

import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The subresource {@code eviction}: a deletion that the disruption budgets agree to.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/">API-initiated eviction</a>
 */
final class Eviction {

  private static final String REFUSAL = "Cannot evict pod as it would violate the pod's disruption budget.";
  private static final List<String> UNPROTECTED = List.of("Pending", "Succeeded", "Failed");
  private static final int RETRY_SECONDS = 10;
  private static final int MOST_DISRUPTED = 2000;

  private final Backend backend;
  private final Deletion deletion;

  Eviction(Backend backend, Deletion deletion) {
    this.backend = backend;
    this.deletion = deletion;
  }

  void evict(ObjectName name, DeleteOptions options) throws ApiException {
    ObjectNode pod = backend.get(ResourceTypes.PODS, name);
    boolean protectedPod = !UNPROTECTED.contains(pod.path("status").path("phase").asString(""))
        && !Metadata.deleting(pod);
    if (protectedPod) {
      spend(pod, options.persistence());
    }
    deletion.delete(ResourceTypes.PODS, name, options);
  }

  private void spend(ObjectNode pod, Persistence persistence) throws ApiException {
    List<ObjectNode> budgets = backend.store().list(ResourceTypes.POD_DISRUPTION_BUDGETS, Metadata.namespace(pod))
        .stream().filter(budget -> covers(budget, pod)).toList();
    if (budgets.size() > 1) {
      throw new ApiException(500, "", "This pod has more than one PodDisruptionBudget, which the eviction"
          + " subresource does not support.");
    }
    if (budgets.isEmpty() || unhealthyMayGo(budgets.getFirst(), pod)) {
      return;
    }
    ObjectNode budget = budgets.getFirst();
    ObjectNode spent = check(budget, pod);
    if (persistence == Persistence.STORED) {
      backend.store().update(ResourceTypes.POD_DISRUPTION_BUDGETS,
          Metadata.objectName(ResourceTypes.POD_DISRUPTION_BUDGETS, budget), spent);
    }
  }

  private static boolean covers(JsonNode budget, JsonNode pod) {
    JsonNode selector = budget.path("spec").path("selector");
    return selector.isObject() && Selector.ofObject(selector).matches(pod.path("metadata").path("labels"));
  }

  private static boolean unhealthyMayGo(JsonNode budget, JsonNode pod) {
    if (ready(pod)) {
      return false;
    }
    JsonNode status = budget.path("status");
    boolean enough = status.path("currentHealthy").asInt(0) >= status.path("desiredHealthy").asInt(0)
        && status.path("desiredHealthy").asInt(0) > 0;
    return enough || budget.path("spec").path("unhealthyPodEvictionPolicy").asString("").equals("AlwaysAllow");
  }

  private static boolean ready(JsonNode pod) {
    return pod.path("status").path("conditions").valueStream()
        .anyMatch(condition -> condition.path("type").asString("").equals("Ready")
            && condition.path("status").asString("").equals("True"));
  }

  private ObjectNode check(ObjectNode budget, ObjectNode pod) throws ApiException {
    JsonNode status = budget.path("status");
    if (status.path("observedGeneration").asInt(0) < Generation.of(budget)) {
      ApiException refusal = refusal("The disruption budget " + Metadata.name(budget)
          + " is still being processed by the server.");
      refusal.details().put("retryAfterSeconds", RETRY_SECONDS);
      throw refusal;
    }
    int allowed = status.path("disruptionsAllowed").asInt(0);
    if (allowed <= 0) {
      throw refusal("The disruption budget %s needs %d healthy pods and has %d currently".formatted(
          Metadata.name(budget), status.path("desiredHealthy").asInt(0), status.path("currentHealthy").asInt(0)));
    }
    if (status.path("disruptedPods").size() > MOST_DISRUPTED) {
      throw Refusals.forbidden(ResourceTypes.POD_DISRUPTION_BUDGETS, Metadata.name(budget),
          "DisruptedPods map too big");
    }
    ObjectNode spent = Json.with(budget, JsonNodeFactory.instance.numberNode(allowed - 1), "status",
        "disruptionsAllowed");
    if (allowed == 1) {
      spent = Json.with(spent, exhausted(status), "status", "conditions");
    }
    return Json.with(spent, backend.now(), "status", "disruptedPods", Metadata.name(pod));
  }

  private ArrayNode exhausted(JsonNode status) {
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    for (JsonNode condition : status.path("conditions")) {
      boolean allowed = condition.path("type").asString("").equals("DisruptionAllowed");
      conditions.add(allowed && condition instanceof ObjectNode object
          ? Canonical.copy(object).put("status", "False").put("reason", "InsufficientPods")
              .put("lastTransitionTime", backend.now())
          : condition);
    }
    return conditions;
  }

  private static ApiException refusal(String why) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.putArray("causes").addObject().put("reason", "DisruptionBudget").put("message", why);
    return new ApiException(429, "TooManyRequests", REFUSAL, details);
  }
}

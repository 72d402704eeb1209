package dev.driftless.sim.controllers.upkeep;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Tally;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Tells in the status of each PodDisruptionBudget how many pods may be evicted. */
public final class DisruptionController {

  private static final String NAME = "disruption-controller";
  private static final ResourceType TYPE = ResourceTypes.POD_DISRUPTION_BUDGETS;
  private static final Set<ResourceType> SCALED = Set.of(ResourceTypes.DEPLOYMENTS, ResourceTypes.REPLICA_SETS,
      ResourceTypes.STATEFUL_SETS, ResourceTypes.REPLICATION_CONTROLLERS);

  private final Workplace workplace;
  private final Client client;
  private final Scales scales;
  private final EventRecorder events;
  private final ControlLoop loop;

  public DisruptionController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient(NAME);
    scales = new Scales(workplace.store());
    events = new EventRecorder(workplace, client, "controllermanager");
    loop = workplace.loop(NAME, this::reconcile);
    workplace.watch(Set.of(TYPE, ResourceTypes.PODS), this::observe);
    workplace.watch(SCALED, this::observeScale);
  }

  private void observe(StoreEvent event) {
    if (event.resource() == TYPE) {
      loop.enqueue(event.name());
    } else if (event.type() != StoreEvent.Type.MODIFIED || !PodState.alike(event.before(), event.object())) {
      for (ObjectNode budget : workplace.store().list(TYPE, event.name().namespace())) {
        Selector selector = selector(budget);
        if (selector.matches(Read.labels(event.object()))
            || event.before() != null && selector.matches(Read.labels(event.before()))) {
          loop.enqueue(Read.name(budget));
        }
      }
    }
  }

  private void observeScale(StoreEvent event) {
    if (event.type() == StoreEvent.Type.MODIFIED
        && !Read.at(event.before(), "spec", "replicas").equals(Read.at(event.object(), "spec", "replicas"))) {
      workplace.store().list(TYPE, event.name().namespace()).forEach(budget -> loop.enqueue(Read.name(budget)));
    }
  }

  private static Selector selector(ObjectNode budget) {
    return Selector.ofSpec(Read.at(budget, "spec", "selector"));
  }

  private void reconcile(ObjectName name) throws ApiException {
    Optional<ObjectNode> found = workplace.store().get(TYPE, name);
    if (found.isPresent()) {
      ObjectNode budget = found.get();
      List<ObjectNode> pods = workplace.labelled().pods(name.namespace(), selector(budget));
      OptionalInt scale = scales.of(pods);
      boolean counts = budget.path("spec").has("maxUnavailable") || budget.path("spec").at("/minAvailable").isString();
      if (scale.isEmpty() && counts) {
        fail(budget);
      } else {
        report(new Budget(budget, pods, scale.orElse(0), workplace.timeline().now()));
      }
    }
  }

  private void fail(ObjectNode budget) throws ApiException {
    String message = "found no scale of the controllers of the pods";
    events.warning(budget, "CalculateExpectedPodCountFailed",
        "Failed to calculate the number of expected pods: " + message);
    ObjectNode status = new Tally().always("disruptionsAllowed", 0).toJson();
    ObjectNode before = Read.object(budget, "status");
    for (String field : List.of("currentHealthy", "desiredHealthy", "expectedPods", "observedGeneration")) {
      if (before.has(field)) {
        status.set(field, before.get(field));
      }
    }
    write(budget, status.set("conditions", conditions(budget, "False", "SyncFailed", message)));
  }

  private void report(Budget count) throws ApiException {
    ObjectNode budget = count.budget();
    boolean allowed = count.allowed() > 0;
    ObjectNode disrupted = count.disrupted();
    write(budget, new Tally().list("disruptedPods", disrupted)
        .unlessZero("observedGeneration", Read.generation(budget)).always("disruptionsAllowed", count.allowed())
        .always("currentHealthy", count.healthy()).always("desiredHealthy", count.desired())
        .always("expectedPods", count.expected())
        .list("conditions",
            conditions(budget, allowed ? "True" : "False", allowed ? "SufficientPods" : "InsufficientPods", ""))
        .toJson());
    if (!disrupted.isEmpty()) {
      loop.enqueueAfter(Read.name(budget), Budget.TIMEOUT);
    }
  }

  private void write(ObjectNode budget, JsonNode status) throws ApiException {
    if (!status.equals(budget.path("status"))) {
      client.updateStatus(TYPE, Json.with(budget, status, "status"));
    }
  }

  private ArrayNode conditions(ObjectNode budget, String status, String reason, String message) {
    Optional<ObjectNode> before = PodState.condition(budget, "DisruptionAllowed")
        .filter(condition -> Read.text(condition, "status").equals(status));
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    condition.put("type", "DisruptionAllowed").put("status", status);
    condition.put("observedGeneration", Read.generation(budget));
    condition.set("lastTransitionTime",
        before.map(known -> known.get("lastTransitionTime")).orElse(workplace.now()));
    condition.put("reason", reason).put("message", message);
    return JsonNodeFactory.instance.arrayNode().add(condition);
  }
}

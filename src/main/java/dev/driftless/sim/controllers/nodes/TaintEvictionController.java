package dev.driftless.sim.controllers.nodes;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Deletes pods from nodes with a taint {@code NoExecute}, as soon as they do not tolerate it any more. */
public final class TaintEvictionController {

  private static final String NAME = "taint-eviction-controller";
  private static final String REASON = "TaintManagerEviction";
  private static final String CONDITION = "DisruptionTarget";

  private final Workplace workplace;
  private final Client client;
  private final EventRecorder events;
  private final ControlLoop loop;
  private final Map<String, List<JsonNode>> tainted = new HashMap<>();
  private final Map<ObjectName, Instant> due = new HashMap<>();

  public TaintEvictionController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient(NAME);
    events = new EventRecorder(workplace, client, NAME);
    loop = workplace.loop(NAME, this::reconcile);
    workplace.watch(Set.of(ResourceTypes.NODES, ResourceTypes.PODS), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.resource() == ResourceTypes.NODES) {
      observeNode(event);
    } else if (event.type() == StoreEvent.Type.DELETED) {
      due.remove(event.name());
    } else if (tainted.containsKey(PodState.node(event.object()))) {
      plan(event.object(), tainted.get(PodState.node(event.object())));
    }
  }

  private void observeNode(StoreEvent event) {
    String node = event.name().name();
    List<JsonNode> taints = event.type() == StoreEvent.Type.DELETED ? List.of()
        : Read.at(event.object(), "spec", "taints").valueStream()
            .filter(taint -> Read.text(taint, "effect").equals(Taints.NO_EXECUTE)).toList();
    List<JsonNode> before = taints.isEmpty() ? tainted.remove(node) : tainted.put(node, taints);
    if (!taints.equals(before == null ? List.of() : before)) {
      workplace.store().list(ResourceTypes.PODS, "").stream().filter(pod -> PodState.node(pod).equals(node)).toList()
          .forEach(pod -> plan(pod, taints));
    }
  }

  /** A time that is set already stays, whatever else changes of the pod. */
  private void plan(ObjectNode pod, List<JsonNode> taints) {
    ObjectName name = Read.name(pod);
    Duration patience = Patience.of(pod, taints);
    if (patience == Patience.FOREVER) {
      if (due.remove(name) != null) {
        events.normal(pod, REASON, "Cancelling deletion of Pod " + name);
      }
    } else if (!Read.deleting(pod) && (!due.containsKey(name) || patience.isZero())) {
      due.put(name, workplace.timeline().now().plus(patience));
      loop.enqueueAfter(name, patience);
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    Optional<ObjectNode> found = workplace.store().get(ResourceTypes.PODS, name).filter(pod -> !Read.deleting(pod));
    Instant when = due.get(name);
    if (found.isEmpty() || when == null) {
      return;
    }
    Instant now = workplace.timeline().now();
    if (when.isAfter(now)) {
      loop.enqueueAfter(name, Duration.between(now, when));
      return;
    }
    events.normal(found.get(), REASON, "Marking for deletion Pod " + name);
    client.updateStatus(ResourceTypes.PODS, condemned(found.get()));
    client.delete(ResourceTypes.PODS, name);
    due.remove(name);
  }

  private ObjectNode condemned(ObjectNode pod) {
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    Read.at(pod, "status", "conditions").valueStream()
        .filter(condition -> !Read.text(condition, "type").equals(CONDITION)).forEach(conditions::add);
    ObjectNode condition = conditions.addObject().put("type", CONDITION).put("status", "True");
    condition.set("lastTransitionTime", workplace.now());
    condition.put("reason", "DeletionByTaintManager").put("message", "Taint manager: deleting due to NoExecute taint");
    return Json.with(pod, conditions, "status", "conditions");
  }
}

package dev.driftless.sim.node;

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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts each pod on a node with room for it; one that fits nowhere waits until there may be room. */
public final class Scheduler {

  private static final String NAME = "default-scheduler";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Workplace workplace;
  private final Client client;
  private final EventRecorder events;
  private final ControlLoop loop;
  private final Capacity capacity = new Capacity();
  private final Set<ObjectName> waiting = new TreeSet<>();

  public Scheduler(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.client("system:kube-scheduler");
    events = new EventRecorder(workplace, client, NAME);
    loop = workplace.loop("kube-scheduler", this::schedule);
    workplace.watch(Set.of(ResourceTypes.NODES, ResourceTypes.PODS), this::observe);
  }

  private void observe(StoreEvent event) {
    if (capacity.observe(event)) {
      waiting.forEach(pod -> loop.enqueueAfter(pod, PAUSE));
    }
    if (event.resource() == ResourceTypes.PODS && event.type() == StoreEvent.Type.ADDED && mine(event.object())) {
      loop.enqueue(event.name());
    }
  }

  private static boolean mine(ObjectNode pod) {
    return PodState.node(pod).isEmpty() && PodState.active(pod)
        && Read.text(pod, "spec", "schedulerName").equals(NAME);
  }

  private void schedule(ObjectName name) throws ApiException {
    waiting.remove(name);
    Optional<ObjectNode> found = workplace.store().get(ResourceTypes.PODS, name).filter(Scheduler::mine);
    if (found.isEmpty()) {
      return;
    }
    ObjectNode pod = found.get();
    Optional<String> node = capacity.choose(pod);
    if (node.isPresent()) {
      client.bind(name, node.get());
      events.normal(pod, "Scheduled", "Successfully assigned " + name + " to " + node.get());
    } else {
      waiting.add(name);
      refuse(pod, capacity.refusal(pod));
    }
  }

  private void refuse(ObjectNode pod, String message) throws ApiException {
    events.warning(pod, "FailedScheduling", message);
    Optional<ObjectNode> before = PodState.condition(pod, "PodScheduled");
    if (before.filter(condition -> Read.text(condition, "message").equals(message)).isPresent()) {
      return;
    }
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    condition.set("lastTransitionTime", before.map(known -> known.get("lastTransitionTime")).orElse(workplace.now()));
    condition.put("type", "PodScheduled").put("status", "False").put("reason", "Unschedulable").put("message", message);
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    for (JsonNode other : Read.at(pod, "status", "conditions")) {
      if (!Read.text(other, "type").equals("PodScheduled")) {
        conditions.add(other);
      }
    }
    client.updateStatus(ResourceTypes.PODS, Json.with(pod, conditions.add(condition), "status", "conditions"));
  }
}

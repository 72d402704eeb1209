package dev.driftless.sim.controllers.nodes;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
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

/** Gives up nodes that are not heard of for 50 seconds, and takes them back when they are. */
public final class NodeLifecycleController {

  private static final String NAME = "node-controller";
  private static final Duration GRACE = Duration.ofSeconds(50);

  private final Workplace workplace;
  private final Client client;
  private final EventRecorder events;
  private final ControlLoop loop;
  private final Map<String, Instant> nextInZone = new HashMap<>();

  public NodeLifecycleController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient(NAME);
    events = new EventRecorder(workplace, client, NAME);
    loop = workplace.loop(NAME, this::reconcile);
    workplace.heartbeats().listen((node, last) -> workplace.timeline().at(last.plus(GRACE),
        () -> workplace.heartbeats().last(node).filter(last::equals)
            .ifPresent(same -> loop.enqueue(new ObjectName("", node)))));
    workplace.watch(Set.of(ResourceTypes.NODES), this::observe);
  }

  private void observe(StoreEvent event) {
    boolean doubtful = NodeHealth.doubtful(event.object());
    boolean before = event.before() != null && NodeHealth.doubtful(event.before());
    if (doubtful || Taints.any(event.object())) {
      loop.enqueue(event.name());
    }
    if (doubtful != before) {
      workplace.store().list(ResourceTypes.NODES, "").stream().filter(NodeHealth::doubtful)
          .forEach(node -> loop.enqueue(Read.name(node)));
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    Optional<ObjectNode> found = workplace.store().get(ResourceTypes.NODES, name);
    if (found.isEmpty()) {
      return;
    }
    ObjectNode node = overdue(name.name()) && !NodeHealth.ready(found.get()).equals("Unknown")
        ? giveUp(found.get()) : found.get();
    if (NodeHealth.doubtful(node)) {
      leavePods(name.name());
    }
    ArrayNode taints =
        Taints.of(node, NodeHealth.ready(node), NodeHealth.doubtful(node) && evicts(node), workplace.now());
    if (!taints.equals(Read.at(node, "spec", "taints")) && !(taints.isEmpty() && !node.path("spec").has("taints"))) {
      taint(name, taints);
    }
  }

  private boolean overdue(String node) {
    return workplace.heartbeats().last(node)
        .filter(last -> !last.plus(GRACE).isAfter(workplace.timeline().now())).isPresent();
  }

  private ObjectNode giveUp(ObjectNode node) throws ApiException {
    ObjectNode silent = client.updateStatus(ResourceTypes.NODES, NodeHealth.silent(node, workplace.now()));
    events.normal(silent, "NodeNotReady", "Node " + Read.name(node).name() + " status is now: NodeNotReady");
    return silent;
  }

  private void leavePods(String node) throws ApiException {
    List<ObjectNode> pods = workplace.store().list(ResourceTypes.PODS, "").stream()
        .filter(pod -> PodState.node(pod).equals(node)).toList();
    for (ObjectNode pod : pods) {
      Optional<ObjectNode> unready = NodeHealth.unready(pod, workplace.now());
      if (unready.isPresent()) {
        client.updateStatus(ResourceTypes.PODS, unready.get());
        events.warning(pod, "NodeNotReady", "Node is not ready");
      }
    }
  }

  /** One node of a zone after the other, and none as long as none at all is well. */
  private boolean evicts(ObjectNode node) {
    Zones zones = Zones.of(workplace.store().list(ResourceTypes.NODES, ""));
    if (zones.noneWell() || Taints.evicts(node)) {
      return !zones.noneWell();
    }
    String zone = Zones.zone(node);
    Optional<Duration> pause = zones.pause(zone);
    if (pause.isEmpty()) {
      return false;
    }
    Instant now = workplace.timeline().now();
    Instant next = nextInZone.getOrDefault(zone, now);
    if (next.isAfter(now)) {
      loop.enqueueAfter(Read.name(node), Duration.between(now, next));
      return false;
    }
    nextInZone.put(zone, now.plus(pause.get()));
    return true;
  }

  private void taint(ObjectName name, ArrayNode taints) throws ApiException {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    if (taints.isEmpty()) {
      patch.putObject("spec").putNull("taints");
    } else {
      patch.putObject("spec").set("taints", taints);
    }
    client.patch(ResourceTypes.NODES, name, "", patch);
  }
}

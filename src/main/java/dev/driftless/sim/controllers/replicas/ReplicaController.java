package dev.driftless.sim.controllers.replicas;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.Claims;
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
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps as many pods as a ReplicaSet or ReplicationController asks for. */
public final class ReplicaController {

  private static final int MOST_AT_ONCE = 500;

  private final Workplace workplace;
  private final Flavour flavour;
  private final Client client;
  private final Claims claims;
  private final PodCrew pods;
  private final ControlLoop loop;

  public ReplicaController(Workplace workplace, Flavour flavour) {
    this.workplace = workplace;
    this.flavour = flavour;
    client = workplace.controllerClient(flavour.controller());
    claims = new Claims(workplace.owned(), client, flavour.type(), ResourceTypes.PODS);
    pods = new PodCrew(flavour.type(), client, new EventRecorder(workplace, client, flavour.controller()));
    loop = workplace.loop(flavour.controller(), this::reconcile);
    workplace.watch(Set.of(flavour.type(), ResourceTypes.PODS), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.resource() != ResourceTypes.PODS) {
      loop.enqueue(event.name());
      return;
    }
    if (event.type() == StoreEvent.Type.MODIFIED && PodState.alike(event.before(), event.object())) {
      return;
    }
    Optional<JsonNode> owner = Read.controller(event.object());
    owner.ifPresent(reference -> enqueue(event, reference));
    if (event.before() != null && event.before().path("metadata").get("ownerReferences") != event.object()
        .path("metadata").get("ownerReferences")) {
      Read.controller(event.before()).ifPresent(reference -> enqueue(event, reference));
    }
    if (owner.isEmpty() && event.type() != StoreEvent.Type.DELETED) {
      workplace.store().list(flavour.type(), event.name().namespace()).stream()
          .filter(set -> flavour.selector(set).matches(Read.labels(event.object())))
          .forEach(set -> loop.enqueue(Read.name(set)));
    }
  }

  private void enqueue(StoreEvent event, JsonNode owner) {
    if (Read.text(owner, "kind").equals(flavour.type().kind())) {
      loop.enqueue(new ObjectName(event.name().namespace(), Read.text(owner, "name")));
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    ObjectNode set = workplace.store().get(flavour.type(), name).orElse(null);
    if (set == null) {
      return;
    }
    List<ObjectNode> claimed = claims.claim(set, flavour.selector(set));
    int missing = Read.number(set, 1, "spec", "replicas") - (int) claimed.stream().filter(PodState::active).count();
    try {
      if (!Read.deleting(set)) {
        manage(set, missing);
      }
    } catch (ApiException refused) {
      report(set, owned(set), missing > 0 ? "FailedCreate" : "FailedDelete", refused.getMessage());
      throw refused;
    }
    report(set, missing == 0 ? claimed : owned(set), "", "");
  }

  private List<ObjectNode> owned(ObjectNode set) {
    return workplace.owned().controlled(Read.uid(set), ResourceTypes.PODS);
  }

  private List<ObjectNode> active(ObjectNode set) {
    return owned(set).stream().filter(PodState::active).toList();
  }

  private void manage(ObjectNode set, int missing) throws ApiException {
    if (missing > 0) {
      pods.create(set, Math.min(missing, MOST_AT_ONCE));
      if (missing > MOST_AT_ONCE) {
        loop.enqueue(Read.name(set));
      }
    } else if (missing < 0) {
      DeletionOrder order = new DeletionOrder(siblings(set), workplace.timeline().now());
      int surplus = Math.min(-missing, MOST_AT_ONCE);
      pods.delete(set, active(set).stream().sorted(order.comparator()).limit(surplus).toList());
    }
  }

  /** Active pods per node, of all sets that have the same owner. */
  private Map<String, Integer> siblings(ObjectNode set) {
    Map<String, Integer> siblings = new HashMap<>();
    Optional<String> owner = Read.controller(set).map(reference -> Read.text(reference, "uid"));
    List<ObjectNode> sets = owner.map(uid -> workplace.owned().controlled(uid, flavour.type())).orElse(List.of(set));
    for (ObjectNode sibling : sets) {
      active(sibling).forEach(pod -> siblings.merge(PodState.node(pod), 1, Integer::sum));
    }
    return siblings;
  }

  private void report(ObjectNode set, List<ObjectNode> owned, String failure, String message) throws ApiException {
    ObjectNode now = workplace.store().get(flavour.type(), Read.name(set)).orElse(null);
    if (now == null) {
      return;
    }
    Counts counts = Counts.of(now, owned, workplace.timeline().now());
    ObjectNode status = counts.status(set, flavour, failure, message, workplace.now());
    if (!status.equals(now.path("status"))) {
      client.updateStatus(flavour.type(), Json.with(now, status, "status"));
    }
    int minReadySeconds = Read.number(now, 0, "spec", "minReadySeconds");
    if (minReadySeconds > 0 && counts.ready() > counts.available()) {
      loop.enqueueAfter(Read.name(now), Duration.ofSeconds(1));
    }
  }
}

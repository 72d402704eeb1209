package dev.driftless.sim.controllers.stateful;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.controllers.frame.Claims;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.RevisionHistory;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Keeps the pods of StatefulSets, in order. */
public final class StatefulSetController {

  private static final String NAME = "statefulset-controller";

  private final Workplace workplace;
  private final Client client;
  private final Claims claims;
  private final RevisionHistory history;
  private final EventRecorder events;
  private final ControlLoop loop;

  /** @param current what it had until a rollout is complete */
  private record Revisions(ObjectNode current, ObjectNode update) {}

  public StatefulSetController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient(NAME);
    claims = new Claims(workplace.owned(), client, ResourceTypes.STATEFUL_SETS, ResourceTypes.PODS);
    history = new RevisionHistory(workplace, client, ResourceTypes.STATEFUL_SETS, "controller.kubernetes.io/hash");
    events = new EventRecorder(workplace, client, NAME);
    loop = workplace.loop(NAME, this::reconcile);
    workplace.watch(Set.of(ResourceTypes.STATEFUL_SETS, ResourceTypes.PODS), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.resource() == ResourceTypes.STATEFUL_SETS) {
      loop.enqueue(event.name());
    } else {
      Read.controller(event.object()).filter(owner -> Read.text(owner, "kind").equals("StatefulSet"))
          .ifPresent(owner -> loop.enqueue(new ObjectName(event.name().namespace(), Read.text(owner, "name"))));
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    ObjectNode set = workplace.store().get(ResourceTypes.STATEFUL_SETS, name).orElse(null);
    if (set == null) {
      return;
    }
    claims.claim(set, Selector.ofSpec(Read.at(set, "spec", "selector")));
    Revisions revisions = revisions(set);
    if (!Read.deleting(set)) {
      advance(set, revisions);
    }
    report(set, revisions);
    truncate(set, revisions);
  }

  private Line line(ObjectNode set) {
    return Line.of(set, workplace.owned().controlled(Read.uid(set), ResourceTypes.PODS), workplace.timeline().now());
  }

  private Revisions revisions(ObjectNode set) throws ApiException {
    ObjectNode update = history.current(set);
    String name = Read.text(set, "status", "currentRevision");
    Optional<ObjectNode> current =
        history.of(set).stream().filter(revision -> Read.name(revision).name().equals(name)).findFirst();
    return new Revisions(current.orElse(update), update);
  }

  private void advance(ObjectNode set, Revisions revisions) throws ApiException {
    boolean ordered = !Read.text(set, "spec", "podManagementPolicy").equals("Parallel");
    Line line = line(set);
    for (int ordinal = line.first(); ordinal < line.first() + line.wanted(); ordinal++) {
      if (!stands(line, ordinal, revisions) && ordered) {
        return;
      }
    }
    for (ObjectNode pod : line.condemned()) {
      if (!dismissed(line, pod, ordered) && ordered) {
        return;
      }
    }
    if (!Read.text(set, "spec", "updateStrategy", "type").equals("OnDelete")) {
      roll(line(set), revisions);
    }
  }

  /** @return whether that pod is there, running and available, so that the next one may be looked at */
  private boolean stands(Line line, int ordinal, Revisions revisions) throws ApiException {
    Optional<ObjectNode> pod = line.at(ordinal);
    if (pod.isEmpty()) {
      create(line.set(), ordinal < line.first() + partition(line.set()) ? revisions.current() : revisions.update(),
          ordinal);
      return false;
    }
    if (PodState.finished(pod.get())) {
      if (!Read.deleting(pod.get())) {
        delete(line.set(), pod.get());
      }
      return false;
    }
    return line.healthy(pod.get());
  }

  /** @return whether the next condemned pod may be looked at */
  private boolean dismissed(Line line, ObjectNode pod, boolean ordered) throws ApiException {
    if (Read.deleting(pod)) {
      return false;
    }
    Optional<ObjectNode> firstUnhealthy = line.firstUnhealthyCondemned();
    if (!ordered || line.healthy(pod) || firstUnhealthy.filter(first -> first == pod).isPresent()) {
      delete(line.set(), pod);
    }
    return false;
  }

  private void roll(Line line, Revisions revisions) throws ApiException {
    String update = Read.name(revisions.update()).name();
    for (ObjectNode pod : line.byOrdinal().descendingMap().values()) {
      if (StatefulPod.ordinal(pod) < partition(line.set())) {
        return;
      }
      if (!StatefulPod.revision(pod).equals(update) && !Read.deleting(pod)) {
        delete(line.set(), pod);
        return;
      }
      if (!line.healthy(pod)) {
        return;
      }
    }
  }

  private static int partition(ObjectNode set) {
    return Read.number(set, 0, "spec", "updateStrategy", "rollingUpdate", "partition");
  }

  private void create(ObjectNode set, ObjectNode revision, int ordinal) throws ApiException {
    ObjectNode pod = StatefulPod.create(set, revision, ordinal);
    String what = "Pod " + Read.name(pod).name() + " in StatefulSet " + Read.name(set).name();
    try {
      client.create(ResourceTypes.PODS, Read.name(set).namespace(), pod);
      events.normal(set, "SuccessfulCreate", "Create " + what + " successful");
    } catch (ApiException refused) {
      events.warning(set, "FailedCreate", "Create " + what + " failed error: " + refused.getMessage());
      throw refused;
    }
  }

  private void delete(ObjectNode set, ObjectNode pod) throws ApiException {
    client.delete(ResourceTypes.PODS, Read.name(pod));
    events.normal(set, "SuccessfulDelete",
        "Delete Pod " + Read.name(pod).name() + " in StatefulSet " + Read.name(set).name() + " successful");
  }

  private void report(ObjectNode set, Revisions revisions) throws ApiException {
    Line line = line(set);
    ObjectNode status = line.status(Read.name(revisions.current()).name(), Read.name(revisions.update()).name());
    if (!status.equals(set.path("status"))) {
      client.updateStatus(ResourceTypes.STATEFUL_SETS, Json.with(set, status, "status"));
    }
    if (line.ripening()) {
      loop.enqueueAfter(Read.name(set), Duration.ofSeconds(1));
    }
  }

  private void truncate(ObjectNode set, Revisions revisions) throws ApiException {
    Set<String> used = new HashSet<>();
    used.add(Read.name(revisions.current()).name());
    used.add(Read.name(revisions.update()).name());
    workplace.owned().controlled(Read.uid(set), ResourceTypes.PODS)
        .forEach(pod -> used.add(StatefulPod.revision(pod)));
    history.truncate(set, used);
  }
}

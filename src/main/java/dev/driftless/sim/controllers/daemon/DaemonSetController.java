package dev.driftless.sim.controllers.daemon;

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
import dev.driftless.sim.controllers.replicas.PodCrew;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps a pod of each DaemonSet on each node that it is for. */
public final class DaemonSetController {

  private static final String NAME = "daemon-set-controller";

  private final Workplace workplace;
  private final Client client;
  private final Claims claims;
  private final RevisionHistory history;
  private final PodCrew pods;
  private final ControlLoop loop;

  public DaemonSetController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient(NAME);
    claims = new Claims(workplace.owned(), client, ResourceTypes.DAEMON_SETS, ResourceTypes.PODS);
    history = new RevisionHistory(workplace, client, ResourceTypes.DAEMON_SETS, DaemonPod.REVISION);
    pods = new PodCrew(ResourceTypes.DAEMON_SETS, client, new EventRecorder(workplace, client, "daemonset-controller"));
    loop = workplace.loop(NAME, this::reconcile);
    workplace.watch(Set.of(ResourceTypes.DAEMON_SETS, ResourceTypes.PODS, ResourceTypes.NODES), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.resource() == ResourceTypes.DAEMON_SETS) {
      loop.enqueue(event.name());
    } else if (event.resource() == ResourceTypes.NODES) {
      boolean same = event.type() == StoreEvent.Type.MODIFIED
          && Read.labels(event.before()).equals(Read.labels(event.object()))
          && event.before().path("spec").equals(event.object().path("spec"));
      if (!same) {
        workplace.store().list(ResourceTypes.DAEMON_SETS, "").forEach(set -> loop.enqueue(Read.name(set)));
      }
    } else {
      Read.controller(event.object()).filter(owner -> Read.text(owner, "kind").equals("DaemonSet"))
          .ifPresent(owner -> loop.enqueue(new ObjectName(event.name().namespace(), Read.text(owner, "name"))));
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    ObjectNode set = workplace.store().get(ResourceTypes.DAEMON_SETS, name).orElse(null);
    if (set == null || Read.deleting(set)) {
      return;
    }
    claims.claim(set, Selector.ofSpec(Read.at(set, "spec", "selector")));
    String hash = history.hash(history.current(set));
    Rounds before = rounds(set, hash);
    for (String node : before.missing()) {
      pods.create(set, DaemonPod.create(set, hash, node));
    }
    pods.delete(set, before.surplus());
    if (Read.text(set, "spec", "updateStrategy", "type").equals("RollingUpdate")) {
      pods.delete(set, rounds(set, hash).outdated());
    }
    report(rounds(set, hash));
    truncate(set, hash);
  }

  private Rounds rounds(ObjectNode set, String hash) {
    List<ObjectNode> own = workplace.owned().controlled(Read.uid(set), ResourceTypes.PODS);
    return Rounds.of(set, hash, workplace.store().list(ResourceTypes.NODES, ""), own, workplace.timeline().now());
  }

  private void report(Rounds rounds) throws ApiException {
    ObjectNode status = rounds.status();
    if (!status.equals(rounds.set().path("status"))) {
      client.updateStatus(ResourceTypes.DAEMON_SETS, Json.with(rounds.set(), status, "status"));
    }
    if (rounds.ripening()) {
      loop.enqueueAfter(Read.name(rounds.set()), Duration.ofSeconds(1));
    }
  }

  private void truncate(ObjectNode set, String hash) throws ApiException {
    Set<String> used = new HashSet<>();
    String prefix = Read.name(set).name() + "-";
    used.add(prefix + hash);
    for (ObjectNode pod : workplace.owned().controlled(Read.uid(set), ResourceTypes.PODS)) {
      if (PodState.active(pod)) {
        used.add(prefix + Read.text(Read.labels(pod), DaemonPod.REVISION));
      }
    }
    history.truncate(set, used);
  }
}

package dev.driftless.sim.node;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.Chance;
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
import tools.jackson.databind.node.StringNode;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The kubelets of all nodes. Each takes a pod's next {@link Step} from the pod as it is stored, waits as long as the
 * step takes, and tells the outcome in the pod's status; a pod that changes meanwhile is looked at anew.
 */
public final class Kubelets {

  private static final Duration AGAIN = Duration.ofMillis(200);
  /** Each may find that the images have come to be there meanwhile. */
  private static final Set<Step> PULLING = EnumSet.of(Step.FAIL_TO_PULL, Step.BACK_OFF_PULLING, Step.RETRY_PULLING);

  private final Workplace workplace;
  private final Misfortunes misfortunes;
  private final Pace pace;
  private final Chance chance;
  private final PodRunner runner;
  private final Map<ObjectName, Plan> plans = new HashMap<>();
  private final Map<String, Client> clients = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final EventRecorder events;
  private int podIps;

  private record Plan(String uid, Step step, String deletion) {}

  public Kubelets(Workplace workplace, Misfortunes misfortunes, Pace pace) {
    this.workplace = workplace;
    this.misfortunes = misfortunes;
    this.pace = pace;
    chance = workplace.chance("kubelet");
    runner = new PodRunner(misfortunes);
    events = new EventRecorder(workplace, workplace.client("system:node"), "kubelet");
    workplace.watch(Set.of(ResourceTypes.NODES, ResourceTypes.PODS), this::observe);
  }

  /** The node's kubelet does nothing any more, nor is it heard of, as if the machine were gone. */
  public void lose(String node) {
    workplace.heartbeats().stop(node, workplace.timeline().now());
  }

  /** The node's kubelet is back, says so, and goes on with its pods: the machine was out of reach, not off. */
  public void recover(String node) {
    workplace.heartbeats().resume(node);
    workplace.store().get(ResourceTypes.NODES, new ObjectName("", node)).ifPresent(this::greet);
    workplace.store().list(ResourceTypes.PODS, "").stream().filter(pod -> PodState.node(pod).equals(node)).toList()
        .forEach(pod -> consider(Read.name(pod), pod));
  }

  private void greet(ObjectNode node) {
    String name = Read.name(node).name();
    boolean known = PodState.ready(node);
    try {
      workplace.client("system:node:" + name).updateStatus(ResourceTypes.NODES,
          Json.with(node, NodeConditions.well(node, workplace.now()), "status", "conditions"));
    } catch (ApiException refused) {
      workplace.timeline().after(AGAIN, () -> recover(name));
      return;
    }
    if (!known) {
      events.normal(node, "NodeReady", "Node " + name + " status is now: NodeReady");
    }
  }

  private boolean lost(ObjectNode pod) {
    return workplace.heartbeats().silent(PodState.node(pod));
  }

  private void observe(StoreEvent event) {
    if (event.resource() == ResourceTypes.NODES) {
      addresses.put(event.name().name(), Read.text(event.object().at("/status/addresses/0"), "address"));
    } else if (event.type() == StoreEvent.Type.DELETED) {
      plans.remove(event.name());
    } else if (!PodState.node(event.object()).isEmpty()) {
      consider(event.name(), event.object());
    }
  }

  private void consider(ObjectName name, ObjectNode pod) {
    Step step = lost(pod) ? Step.NONE : Step.next(pod, misfortunes);
    if (step == Step.NONE) {
      plans.remove(name);
      return;
    }
    Plan plan = new Plan(Read.uid(pod), step,
        step == Step.TERMINATE ? Read.text(pod, "metadata", "deletionTimestamp") : "");
    if (!plan.equals(plans.get(name))) {
      plans.put(name, plan);
      workplace.timeline().after(pace.of(step, pod, misfortunes.behaviour(pod), chance), () -> perform(name, plan));
    }
  }

  private void perform(ObjectName name, Plan plan) {
    ObjectNode pod = workplace.store().get(ResourceTypes.PODS, name).orElse(null);
    if (plans.get(name) != plan) {
      return;
    }
    plans.remove(name);
    if (pod == null || lost(pod)) {
      return;
    }
    try {
      take(PULLING.contains(plan.step()) && !misfortunes.blocks(pod) ? Step.START : plan.step(), name, pod);
    } catch (ApiException refused) {
      workplace.timeline().after(AGAIN,
          () -> workplace.store().get(ResourceTypes.PODS, name).ifPresent(later -> consider(name, later)));
    }
  }

  private void take(Step step, ObjectName name, ObjectNode pod) throws ApiException {
    Client client = client(pod);
    StringNode now = workplace.now();
    switch (step) {
      case NONE -> throw new IllegalStateException("nothing to do for " + name);
      case TERMINATE -> terminate(client, name, pod);
      case RETRY_PULLING -> consider(name, pod);
      case ADMIT -> write(client, runner.admitted(pod, now, addresses.get(PodState.node(pod)), nextIp()));
      case START -> write(client, runner.started(pod, now, misfortunes.behaviour(pod)));
      case FAIL_TO_PULL -> failToPull(client, pod);
      case BACK_OFF_PULLING -> backOff(client, pod);
      case CRASH -> crash(client, pod);
      case RESTART -> write(client, runner.restarted(pod, now));
      case BECOME_READY -> write(client, runner.ready(pod, now, true));
      case BECOME_UNREADY -> write(client, runner.ready(pod, now, false));
      case COMPLETE -> write(client, runner.ended(pod, now, 0));
    }
  }

  private void terminate(Client client, ObjectName name, ObjectNode pod) throws ApiException {
    if (!PodState.finished(pod) && !Read.at(pod, "metadata", "finalizers").isEmpty()) {
      write(client, runner.ended(pod, workplace.now(), 143));
    }
    client.deleteNow(ResourceTypes.PODS, name);
  }

  private void failToPull(Client client, ObjectNode pod) throws ApiException {
    String image = blocked(pod);
    String error = "failed to pull and unpack image \"" + image + "\": not found";
    events.warning(pod, "Failed", "Failed to pull image \"" + image + "\": " + error);
    events.warning(pod, "Failed", "Error: ErrImagePull");
    write(client, runner.pulling(pod, workplace.now(), "ErrImagePull", error));
  }

  private void backOff(Client client, ObjectNode pod) throws ApiException {
    String message = "Back-off pulling image \"" + blocked(pod) + "\"";
    events.normal(pod, "BackOff", message);
    events.warning(pod, "Failed", "Error: ImagePullBackOff");
    write(client, runner.pulling(pod, workplace.now(), "ImagePullBackOff", message));
  }

  private String blocked(ObjectNode pod) {
    for (String list : new String[] {"initContainers", "containers"}) {
      for (JsonNode container : Read.at(pod, "spec", list)) {
        if (!misfortunes.pullable(container)) {
          return Read.text(container, "image");
        }
      }
    }
    return "";
  }

  private void crash(Client client, ObjectNode pod) throws ApiException {
    events.warning(pod, "BackOff", "Back-off restarting failed container in pod " + PodRunner.described(pod));
    write(client, runner.crashed(pod, workplace.now()));
  }

  private static void write(Client client, ObjectNode pod) throws ApiException {
    client.updateStatus(ResourceTypes.PODS, pod);
  }

  private Client client(ObjectNode pod) {
    return clients.computeIfAbsent(PodState.node(pod), node -> workplace.client("system:node:" + node));
  }

  private String nextIp() {
    int host = podIps++;
    return "10." + (64 + (host / 64_000) % 64) + "." + host / 250 % 256 + "." + (host % 250 + 2);
  }
}

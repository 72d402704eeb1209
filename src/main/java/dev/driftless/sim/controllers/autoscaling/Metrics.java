package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.OptionalInt;

/** Measures the targets of autoscalers, as far as the script tells what their pods use. */
final class Metrics {

  private static final String NONE =
      "unable to get metrics for resource %s: no metrics returned from resource metrics API";

  private final Workplace workplace;
  private final Loads loads;

  /**
   * What one metric says.
   *
   * @param status as the autoscaler's status tells it
   */
  record Measurement(int replicas, String name, ObjectNode status) {}

  Metrics(Workplace workplace, Loads loads) {
    this.workplace = workplace;
    this.loads = loads;
  }

  /** @param metric from the spec of an autoscaler */
  Measurement measure(JsonNode metric, ScaleTarget target) throws UnreadableException {
    String resource = Read.text(metric, "resource", "name");
    int wanted = Read.number(metric, 0, "resource", "target", "averageUtilization");
    if (wanted == 0) {
      throw new UnreadableException("failed to get " + resource
          + " usage: this simulated cluster measures utilization only");
    }
    try {
      return utilization(resource, wanted, target);
    } catch (UnreadableException e) {
      throw new UnreadableException("failed to get " + resource + " utilization: " + e.getMessage());
    }
  }

  private Measurement utilization(String resource, int wanted, ScaleTarget target) throws UnreadableException {
    List<ObjectNode> pods = workplace.labelled().pods(target.name().namespace(), target.selector());
    int serving = (int) pods.stream().filter(pod -> PodState.active(pod) && PodState.ready(pod)).count();
    OptionalInt load = loads.of(target.type(), target.name(), serving);
    if (load.isEmpty() || !resource.equals("cpu") || pods.stream().noneMatch(this::measured)) {
      throw new UnreadableException(NONE.formatted(resource));
    }
    PodGroups groups = PodGroups.of(pods, this::measured, workplace.timeline().now());
    if (groups.ready().isEmpty()) {
      throw new UnreadableException("did not receive metrics for targeted pods (pods might be unready)");
    }
    for (ObjectNode pod : pods) {
      ReplicaCalculator.request(pod);
    }
    ReplicaCalculator calculator = new ReplicaCalculator(groups, load.getAsInt(), wanted, target.replicas());
    return new Measurement(calculator.replicas(), resource + " resource utilization (percentage of request)",
        status(resource, calculator.measured()));
  }

  /** A kubelet that is not heard of is not asked what its pods use either. */
  private boolean measured(ObjectNode pod) {
    return PodState.phase(pod).equals("Running")
        && workplace.store().get(ResourceTypes.NODES, new ObjectName("", PodState.node(pod)))
            .filter(PodState::ready).isPresent();
  }

  private static ObjectNode status(String resource, Usage usage) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("type", "Resource");
    status.putObject("resource").put("name", resource).putObject("current")
        .put("averageUtilization", usage.percent()).put("averageValue", usage.average() + "m");
    return status;
  }
}

package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.api.Quantity;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * How many replicas bring the utilization of pods near to a target. Pure.
 *
 * @param percent that each measured pod uses of its request
 * @param current replicas
 */
record ReplicaCalculator(PodGroups groups, int percent, int target, int current) {

  private static final int ALL = 100;

  /** Of the ready pods alone. */
  Usage measured() throws UnreadableException {
    return with(Usage.NONE, groups.ready(), percent);
  }

  /**
   * Pods that start are taken for idle where more are wanted; those that nobody knows anything of for idle too, and for
   * busy where fewer are wanted. Where that turns the answer round, all stays as it is.
   */
  int replicas() throws UnreadableException {
    Usage measured = measured();
    double ratio = measured.ratio(target);
    boolean starting = ratio > 1 && !groups.unready().isEmpty();
    if (!starting && groups.missing().isEmpty()) {
      return Usage.tolerable(ratio) ? current : measured.wanted(target);
    }
    Usage assumed = starting ? with(measured, groups.unready(), 0) : measured;
    if (ratio != 1) {
      assumed = with(assumed, groups.missing(), ratio > 1 ? 0 : Math.max(ALL, target));
    }
    double careful = assumed.ratio(target);
    int wanted = assumed.wanted(target);
    boolean turned = ratio < 1 && careful > 1 || ratio > 1 && careful < 1
        || careful < 1 && wanted > current || careful > 1 && wanted < current;
    return turned || Usage.tolerable(careful) ? current : wanted;
  }

  private static Usage with(Usage before, List<ObjectNode> pods, int percent) throws UnreadableException {
    Usage sum = before;
    for (ObjectNode pod : pods) {
      sum = sum.plus(request(pod), percent);
    }
    return sum;
  }

  /** Thousandths of a core, of containers and native sidecars; each has to say. */
  static long request(ObjectNode pod) throws UnreadableException {
    List<JsonNode> containers = new ArrayList<>();
    Read.at(pod, "spec", "containers").forEach(containers::add);
    Read.at(pod, "spec", "initContainers").valueStream()
        .filter(container -> Read.text(container, "restartPolicy").equals("Always")).forEach(containers::add);
    long request = 0;
    for (JsonNode container : containers) {
      JsonNode cpu = Read.at(container, "resources", "requests", "cpu");
      if (cpu.isMissingNode()) {
        throw new UnreadableException("missing request for cpu in container " + Read.text(container, "name")
            + " of Pod " + Read.name(pod).name());
      }
      request += Quantity.stored(cpu).thousandths();
    }
    return request;
  }
}

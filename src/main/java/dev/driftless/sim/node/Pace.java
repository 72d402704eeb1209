package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Chance;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

/**
 * How long each step of a kubelet takes.
 *
 * @param start what it takes to start the containers of a pod, at least
 * @param slack how much longer it may take
 */
public record Pace(Duration start, Duration slack) {

  /** As quick as containers whose images are there. */
  public static final Pace USUAL = new Pace(Duration.ofMillis(400), Duration.ofMillis(1100));

  private static final int LONGEST_BACK_OFF = 300;

  Duration of(Step step, ObjectNode pod, Behaviour behaviour, Chance chance) {
    return switch (step) {
      case NONE -> Duration.ZERO;
      case ADMIT -> millis(chance, 20, 100);
      case START -> chance.between(start, start.plus(slack));
      case FAIL_TO_PULL, BECOME_UNREADY -> millis(chance, 300, 800);
      case BACK_OFF_PULLING -> millis(chance, 10_000, 15_000);
      case RETRY_PULLING -> millis(chance, 20_000, 40_000);
      case CRASH -> millis(chance, 300, 1500);
      case RESTART -> backOff(PodState.restarts(pod));
      case BECOME_READY -> serving(pod) ? millis(chance, 50, 500)
          : behaviour == Behaviour.SLOW ? Duration.ofSeconds(8) : probed(pod).plus(millis(chance, 50, 500));
      case COMPLETE -> millis(chance, 1500, 2500);
      case TERMINATE -> end(pod, behaviour, chance);
    };
  }

  /** Ten seconds at first, doubled with each restart. */
  static Duration backOff(int restarts) {
    return Duration.ofSeconds(Math.min(10L << Math.min(restarts, 10), LONGEST_BACK_OFF));
  }

  private static Duration millis(Chance chance, int least, int most) {
    return chance.between(Duration.ofMillis(least), Duration.ofMillis(most));
  }

  /** Only the pod was taken for not ready, because its node was out of reach. */
  private static boolean serving(ObjectNode pod) {
    return PodState.condition(pod, "ContainersReady").filter(all -> Read.text(all, "status").equals("True"))
        .isPresent();
  }

  private static Duration probed(ObjectNode pod) {
    int seconds = 0;
    for (JsonNode container : Read.at(pod, "spec", "containers")) {
      seconds = Math.max(seconds, Read.number(container, 0, "readinessProbe", "initialDelaySeconds"));
    }
    return Duration.ofSeconds(seconds);
  }

  private static Duration end(ObjectNode pod, Behaviour behaviour, Chance chance) {
    Duration grace = Duration.ofSeconds(Read.number(pod, 30, "metadata", "deletionGracePeriodSeconds"));
    Duration quick = millis(chance, 300, 900);
    return behaviour == Behaviour.STUBBORN || grace.compareTo(quick) < 0 ? grace : quick;
  }
}

package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.time.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The work queue of one controller. A name that is asked for many times is reconciled once, a moment later; one whose
 * reconciliation was refused again after pauses that double from 5 ms to 1000 s, or as soon as it is asked for.
 */
public final class ControlLoop {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1000);
  private static final Duration LEAST_LAG = Duration.ofMillis(2);
  private static final Duration MOST_LAG = Duration.ofMillis(30);

  private final Timeline timeline;
  private final Chance chance;
  private final Reconciler reconciler;
  private final Map<ObjectName, Instant> due = new HashMap<>();
  private final Map<ObjectName, Integer> failures = new HashMap<>();

  public ControlLoop(Timeline timeline, Chance chance, Reconciler reconciler) {
    this.timeline = timeline;
    this.chance = chance;
    this.reconciler = reconciler;
  }

  /** Reconciles soon. */
  public void enqueue(ObjectName name) {
    Instant planned = due.get(name);
    Instant soonest = timeline.now().plus(LEAST_LAG);
    if (planned == null || planned.isAfter(timeline.now().plus(MOST_LAG))) {
      plan(name, soonest.plus(chance.upTo(MOST_LAG.minus(LEAST_LAG))));
    }
  }

  /** Reconciles after that time, if nothing makes it happen earlier: then it is for the reconciler to ask again. */
  public void enqueueAfter(ObjectName name, Duration delay) {
    Instant when = timeline.now().plus(delay);
    Instant planned = due.get(name);
    if (planned == null || when.isBefore(planned)) {
      plan(name, when);
    }
  }

  private void plan(ObjectName name, Instant when) {
    due.put(name, when);
    timeline.at(when, () -> run(name, when));
  }

  private void run(ObjectName name, Instant when) {
    if (!due.remove(name, when)) {
      return;
    }
    try {
      reconciler.reconcile(name);
      failures.remove(name);
    } catch (ApiException refused) {
      enqueueAfter(name, pause(failures.merge(name, 1, Integer::sum)));
    }
  }

  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}

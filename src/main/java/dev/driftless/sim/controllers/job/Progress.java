package dev.driftless.sim.controllers.job;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.List;

/**
 * How far a Job is. Pure.
 *
 * @param active    pods that are at work
 * @param uncounted pods that have ended, or are on their way out, and were not counted until now
 */
record Progress(ObjectNode job, List<ObjectNode> active, List<ObjectNode> leaving, List<ObjectNode> uncounted) {

  static final String FINALIZER = "batch.kubernetes.io/job-tracking";

  static Progress of(ObjectNode job, List<ObjectNode> pods) {
    return new Progress(job, pods.stream().filter(PodState::active).toList(),
        pods.stream().filter(pod -> Read.deleting(pod) && !PodState.finished(pod)).toList(),
        pods.stream().filter(pod -> PodState.finished(pod) && tracked(pod)).toList());
  }

  static boolean tracked(JsonNode pod) {
    for (JsonNode finalizer : Read.at(pod, "metadata", "finalizers")) {
      if (Read.text(finalizer).equals(FINALIZER)) {
        return true;
      }
    }
    return false;
  }

  boolean finished() {
    return condition("Complete") || condition("Failed");
  }

  private boolean condition(String type) {
    return PodState.condition(job, type).isPresent();
  }

  boolean suspended() {
    return Read.flag(job, "spec", "suspend");
  }

  int succeeded() {
    return Read.number(job, 0, "status", "succeeded") + ended("Succeeded");
  }

  int failed() {
    return Read.number(job, 0, "status", "failed") + ended("Failed");
  }

  int newlyFailed() {
    return ended("Failed");
  }

  private int ended(String phase) {
    return (int) uncounted.stream().filter(pod -> PodState.phase(pod).equals(phase)).count();
  }

  /** Enough have ended well; any at all if it is not said how many, once the others have ended too. */
  boolean complete() {
    JsonNode completions = Read.at(job, "spec", "completions");
    return completions.isNumber() ? succeeded() >= completions.intValue() : succeeded() > 0 && active.isEmpty();
  }

  boolean tooManyFailures() {
    return failed() > Read.number(job, 6, "spec", "backoffLimit");
  }

  /** How many pods should be at work. */
  int wanted() {
    int parallelism = Read.number(job, 1, "spec", "parallelism");
    JsonNode completions = Read.at(job, "spec", "completions");
    if (completions.isNumber()) {
      return Math.max(0, Math.min(parallelism, completions.intValue() - succeeded()));
    }
    return succeeded() > 0 ? Math.min(active.size(), parallelism) : parallelism;
  }

  ObjectNode status(StringNode now) {
    ObjectNode before = Read.object(job, "status");
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.setAll(before);
    put(status, "active", active.size());
    put(status, "succeeded", succeeded());
    put(status, "failed", failed());
    status.put("ready", (int) active.stream().filter(PodState::ready).count());
    status.put("terminating", leaving.size());
    status.putObject("uncountedTerminatedPods");
    if (!before.has("startTime") && !suspended()) {
      status.set("startTime", now);
    }
    return status;
  }

  private static void put(ObjectNode status, String field, int value) {
    status.remove(field);
    if (value != 0) {
      status.put(field, value);
    }
  }
}

package dev.driftless.sim.http;

import dev.driftless.sim.api.Selector;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tables of pods and of what owns them. */
final class WorkloadColumns {

  private WorkloadColumns() {}

  static List<Column> pods() {
    return Column.list(Column.NAME,
        Column.text("Ready", pod -> PrintedPod.of(pod).ready()),
        Column.text("Status", pod -> PrintedPod.of(pod).word()),
        new Column("Restarts", false, (pod, ages) -> PrintedPod.of(pod).restarts(ages)),
        Column.AGE,
        Column.wide("IP", pod -> Column.orNone(pod.path("status").path("podIP"))),
        Column.wide("Node", pod -> Column.orNone(pod.path("spec").path("nodeName"))),
        Column.wide("Nominated Node", pod -> Column.orNone(pod.path("status").path("nominatedNodeName"))),
        Column.wide("Readiness Gates", pod -> Column.NONE));
  }

  static List<Column> deployments() {
    return withPods(Column.NAME, ready(), Column.number("Up-to-date", "status", "updatedReplicas"),
        Column.number("Available", "status", "availableReplicas"), Column.AGE);
  }

  static List<Column> replicaSets() {
    return withPods(Column.NAME, Column.number("Desired", "spec", "replicas"),
        Column.number("Current", "status", "replicas"), Column.number("Ready", "status", "readyReplicas"), Column.AGE);
  }

  static List<Column> statefulSets() {
    List<Column> columns = withPods(Column.NAME, ready(), Column.AGE);
    columns.removeLast();
    return columns;
  }

  static List<Column> daemonSets() {
    return withPods(Column.NAME, Column.number("Desired", "status", "desiredNumberScheduled"),
        Column.number("Current", "status", "currentNumberScheduled"), Column.number("Ready", "status", "numberReady"),
        Column.number("Up-to-date", "status", "updatedNumberScheduled"),
        Column.number("Available", "status", "numberAvailable"),
        Column.text("Node Selector", set -> Column.orNone(new tools.jackson.databind.node.StringNode(
            Selector.ofLabels(set.path("spec").path("template").path("spec").path("nodeSelector")).toString()))),
        Column.AGE);
  }

  static List<Column> jobs() {
    return withPods(Column.NAME, Column.text("Status", WorkloadColumns::jobStatus),
        Column.text("Completions", WorkloadColumns::completions),
        new Column("Duration", false, WorkloadColumns::duration), Column.AGE);
  }

  private static Column ready() {
    return Column.text("Ready", object -> object.path("status").path("readyReplicas").asInt(0) + "/"
        + object.path("spec").path("replicas").asInt(0));
  }

  private static List<Column> withPods(Column... columns) {
    List<Column> all = Column.list(columns);
    all.add(Column.wide("Containers", object -> containers(object, "name")));
    all.add(Column.wide("Images", object -> containers(object, "image")));
    all.add(Column.wide("Selector", object -> {
      JsonNode selector = object.path("spec").path("selector");
      boolean plain = object.path("kind").asString("").equals("ReplicationController");
      return (plain ? Selector.ofLabels(selector) : Selector.ofObject(selector)).toString();
    }));
    return all;
  }

  private static String containers(JsonNode object, String field) {
    return Column.join(object.path("spec").path("template").path("spec").path("containers").valueStream()
        .map(container -> container.path(field).asString("")).toList());
  }

  private static String jobStatus(JsonNode job) {
    for (JsonNode condition : job.path("status").path("conditions")) {
      if (condition.path("status").asString("").equals("True")
          && List.of("Complete", "Failed", "Suspended").contains(condition.path("type").asString(""))) {
        return condition.path("type").asString("");
      }
    }
    return job.path("metadata").has("deletionTimestamp") ? "Terminating" : "Running";
  }

  private static String completions(JsonNode job) {
    return job.path("status").path("succeeded").asInt(0) + "/"
        + job.path("spec").path("completions").asInt(job.path("spec").path("parallelism").asInt(1));
  }

  private static Object duration(JsonNode job, Ages ages) {
    String start = job.path("status").path("startTime").asString("");
    String end = job.path("status").path("completionTime").asString("");
    if (start.isEmpty()) {
      return "";
    }
    return Ages.text(Duration.between(Instant.parse(start), end.isEmpty() ? ages.now() : Instant.parse(end)));
  }
}

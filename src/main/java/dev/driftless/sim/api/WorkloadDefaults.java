package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What the owners of pods get that do not say otherwise. */
final class WorkloadDefaults {

  private static final String QUARTER = "25%";
  private static final int HISTORY = 10;
  private static final int DEADLINE = 600;
  private static final int BACKOFF = 6;

  private WorkloadDefaults() {}

  static void apply(ResourceType type, ObjectNode object) throws ApiException {
    ObjectNode spec = Absent.object(object, "spec");
    if (spec.get("template") instanceof ObjectNode template) {
      Metadata.omitEmpty(Absent.object(template, "metadata"));
      PodDefaults.spec(Absent.object(template, "spec"));
    }
    if (!type.equals(ResourceTypes.REPLICATION_CONTROLLERS)) {
      Absent.whereObject(spec, "selector",
          selector -> Absent.omitEmpty(selector, List.of("matchLabels", "matchExpressions")));
    }
    switch (type.kind()) {
      case "Deployment" -> deployment(spec);
      case "StatefulSet" -> statefulSet(spec);
      case "DaemonSet" -> daemonSet(spec);
      case "ReplicaSet" -> Absent.number(spec, "replicas", 1);
      case "ReplicationController" -> replicationController(object, spec);
      case "Job" -> job(spec);
      default -> throw new IllegalArgumentException("no workload: " + type);
    }
    Absent.omitEmpty(spec, List.of("minReadySeconds", "paused"));
  }

  private static void deployment(ObjectNode spec) {
    Absent.number(spec, "replicas", 1);
    Absent.number(spec, "revisionHistoryLimit", HISTORY);
    Absent.number(spec, "progressDeadlineSeconds", DEADLINE);
    ObjectNode strategy = Absent.object(spec, "strategy");
    Absent.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      ObjectNode rolling = Absent.object(strategy, "rollingUpdate");
      if (!rolling.has("maxUnavailable")) {
        rolling.put("maxUnavailable", QUARTER);
      }
      if (!rolling.has("maxSurge")) {
        rolling.put("maxSurge", QUARTER);
      }
    }
  }

  private static void statefulSet(ObjectNode spec) throws ApiException {
    Absent.number(spec, "replicas", 1);
    Absent.number(spec, "revisionHistoryLimit", HISTORY);
    Absent.text(spec, "podManagementPolicy", "OrderedReady");
    ObjectNode strategy = Absent.object(spec, "updateStrategy");
    Absent.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      Absent.number(Absent.object(strategy, "rollingUpdate"), "partition", 0);
    }
    ObjectNode retention = Absent.object(spec, "persistentVolumeClaimRetentionPolicy");
    Absent.text(retention, "whenDeleted", "Retain");
    Absent.text(retention, "whenScaled", "Retain");
    for (int i = 0; i < spec.path("volumeClaimTemplates").size(); i++) {
      if (spec.path("volumeClaimTemplates").get(i) instanceof ObjectNode claim) {
        claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        ContainerDefaults.resources(Absent.object(claim, "spec"));
        Absent.text(Absent.object(claim, "spec"), "volumeMode", "Filesystem");
        Absent.text(Absent.object(claim, "status"), "phase", "Pending");
      }
    }
  }

  private static void daemonSet(ObjectNode spec) {
    spec.remove("replicas");
    Absent.number(spec, "revisionHistoryLimit", HISTORY);
    ObjectNode strategy = Absent.object(spec, "updateStrategy");
    Absent.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      ObjectNode rolling = Absent.object(strategy, "rollingUpdate");
      Absent.number(rolling, "maxUnavailable", 1);
      Absent.number(rolling, "maxSurge", 0);
    }
  }

  private static void replicationController(ObjectNode object, ObjectNode spec) {
    Absent.number(spec, "replicas", 1);
    if (spec.path("template").path("metadata").get("labels") instanceof ObjectNode labels) {
      if (spec.path("selector").isEmpty()) {
        spec.set("selector", labels.deepCopy());
      }
      ObjectNode metadata = Absent.object(object, "metadata");
      if (metadata.path("labels").isEmpty()) {
        metadata.set("labels", labels.deepCopy());
      }
    }
  }

  private static void job(ObjectNode spec) {
    if (!spec.has("completions") && !spec.has("parallelism")) {
      spec.put("completions", 1).put("parallelism", 1);
    }
    Absent.number(spec, "parallelism", 1);
    Absent.number(spec, "backoffLimit", BACKOFF);
    Absent.text(spec, "completionMode", "NonIndexed");
    Absent.flag(spec, "suspend", false);
    Absent.flag(spec, "manualSelector", false);
    Absent.text(spec, "podReplacementPolicy", spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
  }

  /** A Job that is created selects its pods by its own UID. */
  static void selectByUid(ObjectNode job, String name, String uid) {
    ObjectNode spec = Absent.object(job, "spec");
    if (spec.path("manualSelector").asBoolean(false) || !(spec.get("template") instanceof ObjectNode template)) {
      return;
    }
    ObjectNode selected = Absent.object(Absent.object(template, "metadata"), "labels");
    selected.put("batch.kubernetes.io/controller-uid", uid).put("batch.kubernetes.io/job-name", name)
        .put("controller-uid", uid).put("job-name", name);
    Absent.object(Absent.object(job, "metadata"), "labels").setAll(selected);
    spec.putObject("selector").putObject("matchLabels").put("batch.kubernetes.io/controller-uid", uid);
  }

  /** Whether objects of the type have a pod template. */
  static boolean covers(ResourceType type) {
    return List.of(ResourceTypes.DEPLOYMENTS, ResourceTypes.STATEFUL_SETS, ResourceTypes.DAEMON_SETS,
        ResourceTypes.REPLICA_SETS, ResourceTypes.REPLICATION_CONTROLLERS, ResourceTypes.JOBS).contains(type);
  }
}

package dev.driftless.edge.kube;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One effect as it is sent. It is never sent twice.
 *
 * @param path below the URL of the API server, without a slash at its start, with its query
 */
record KubeRequest(String method, String path, String contentType, String body) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SENT_BY = "fieldManager=driftless";

  /** @return empty for a kind of workload that we may not change */
  static Optional<KubeRequest> of(Effect.Write write) {
    return switch (write) {
      case Effect.Restart restart -> patch(restart, restart.resourceVersion(), true);
      case Effect.Mark mark -> patch(mark, mark.resourceVersion(), false);
      case Effect.Evict evict -> Optional.of(eviction(evict));
    };
  }

  /**
   * Changes no more than the annotations named in {@link Marks}. The resource version and the UID in the patch are
   * preconditions: the API server answers 409 if the former, and 422 if the latter is not the object's.
   */
  private static Optional<KubeRequest> patch(Effect.Write write, String version, boolean template) {
    WorkloadRef ref = write.ref();
    return collection(ref).map(collection -> new KubeRequest("PATCH",
        collection + "/" + ref.name() + "?" + SENT_BY + (write.dryRun() ? "&dryRun=All" : ""),
        "application/merge-patch+json", body(write, version, template)));
  }

  /**
   * Without a grace period, so that the pod's own counts. The preconditions are those of its deletion: the API server
   * answers 409 if the pod is not that one, or not as it was.
   */
  private static KubeRequest eviction(Effect.Evict evict) {
    Effect.Evict.Pod pod = evict.pod();
    ObjectNode body = JSON.createObjectNode().put("apiVersion", "policy/v1").put("kind", "Eviction");
    body.putObject("metadata").put("namespace", evict.ref().namespace()).put("name", pod.name());
    body.putObject("deleteOptions").putObject("preconditions").put("uid", pod.uid())
        .put("resourceVersion", pod.resourceVersion());
    return new KubeRequest("POST", "api/v1/namespaces/" + evict.ref().namespace() + "/pods/" + pod.name() + "/eviction?"
        + SENT_BY + (evict.dryRun() ? "&dryRun=All" : ""), "application/json", JSON.writeValueAsString(body));
  }

  /** One create with {@code dryRun=All}, which passes all admission and is then thrown away. */
  static KubeRequest of(Effect.Prove prove) {
    return new KubeRequest("POST", "api/v1/namespaces/" + prove.ref().namespace() + "/pods?dryRun=All&" + SENT_BY,
        "application/json", ProbePod.of(prove.ref(), prove.template()));
  }

  /** The same with the time after which the API server shall give it up, in whole seconds. */
  KubeRequest within(Duration patience) {
    String limit = "timeout=" + patience.toSeconds() + "s";
    return new KubeRequest(method, path + (path.contains("?") ? "&" : "?") + limit, contentType, body);
  }

  private static Optional<String> collection(WorkloadRef ref) {
    String apps = "apis/apps/v1/namespaces/" + ref.namespace();
    return switch (ref.kind()) {
      case DEPLOYMENT -> Optional.of(apps + "/deployments");
      case STATEFUL_SET -> Optional.of(apps + "/statefulsets");
      case DAEMON_SET -> Optional.of(apps + "/daemonsets");
      case REPLICA_SET -> Optional.of(apps + "/replicasets");
      case REPLICATION_CONTROLLER -> Optional.of("api/v1/namespaces/" + ref.namespace() + "/replicationcontrollers");
      case JOB, POD, ARGO_ROLLOUT, OTHER -> Optional.empty();
    };
  }

  private static String body(Effect.Write write, String version, boolean template) {
    Marks marks = write.marks();
    String startedAt = marks.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", version).put("uid", write.ref().uid());
    ObjectNode annotations = metadata.putObject("annotations")
        .put("driftless.dev/restart-id", marks.restartId())
        .put("driftless.dev/target", marks.target())
        .put("driftless.dev/attempt", Integer.toString(marks.attempt()))
        .put("driftless.dev/started-at", startedAt);
    if (marks.retried()) {
      annotations.put("driftless.dev/retried", marks.target());
    }
    if (template) {
      patch.putObject("spec").putObject("template").putObject("metadata").putObject("annotations")
          .put("kubectl.kubernetes.io/restartedAt", startedAt)
          .put("driftless.dev/restart-id", marks.restartId());
    }
    return JSON.writeValueAsString(patch);
  }
}

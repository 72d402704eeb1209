package dev.driftless.edge.kube;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.model.Kind;
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

  /**
   * Changes no more than the annotations named in {@link Marks}. The resource version and the UID in the patch are
   * preconditions: the API server answers 409 if the former, and 422 if the latter is not the object's.
   *
   * @return empty for a kind without a template that we may change
   */
  static Optional<KubeRequest> of(Effect.Restart restart) {
    WorkloadRef ref = restart.ref();
    return plural(ref.kind()).map(plural -> new KubeRequest("PATCH",
        "apis/apps/v1/namespaces/" + ref.namespace() + "/" + plural + "/" + ref.name() + "?" + SENT_BY
            + (restart.dryRun() ? "&dryRun=All" : ""),
        "application/merge-patch+json", patch(restart)));
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

  private static Optional<String> plural(Kind kind) {
    return switch (kind) {
      case DEPLOYMENT -> Optional.of("deployments");
      case STATEFUL_SET -> Optional.of("statefulsets");
      case DAEMON_SET -> Optional.of("daemonsets");
      case REPLICA_SET, REPLICATION_CONTROLLER, JOB, POD, ARGO_ROLLOUT, OTHER -> Optional.empty();
    };
  }

  private static String patch(Effect.Restart restart) {
    Marks marks = restart.marks();
    String startedAt = marks.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", restart.resourceVersion()).put("uid", restart.ref().uid());
    ObjectNode annotations = metadata.putObject("annotations")
        .put("driftless.dev/restart-id", marks.restartId())
        .put("driftless.dev/target", marks.target())
        .put("driftless.dev/attempt", Integer.toString(marks.attempt()))
        .put("driftless.dev/started-at", startedAt);
    if (marks.retried()) {
      annotations.put("driftless.dev/retried", marks.target());
    }
    patch.putObject("spec").putObject("template").putObject("metadata").putObject("annotations")
        .put("kubectl.kubernetes.io/restartedAt", startedAt)
        .put("driftless.dev/restart-id", marks.restartId());
    return JSON.writeValueAsString(patch);
  }
}

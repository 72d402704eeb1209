package dev.driftless.edge.kube;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Performs effects: one request each, never repeated, never more than the annotations named in {@link Marks}. The
 * resource version and the UID in the patch are preconditions: the API server answers 409 if the former, and 422 if the
 * latter is not the object's.
 */
public final class KubeWriter {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final Connection connection;
  private final Duration timeout;

  public KubeWriter(Connection connection) {
    this(connection, Connection.REQUEST_TIMEOUT);
  }

  KubeWriter(Connection connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
  }

  /**
   * Sends the patch and waits for the answer, for 10 seconds at most: call it on a virtual thread. An interrupt ends
   * the waiting, and the answer is {@link Answer.Unanswered}. Never throws.
   */
  public Answer restart(Effect.Restart restart) {
    WorkloadRef ref = restart.ref();
    Optional<String> plural = plural(ref.kind());
    if (plural.isEmpty()) {
      return new Answer.Failed("restart of " + ref + ": possible for Deployment, StatefulSet, DaemonSet");
    }
    String path = "apis/apps/v1/namespaces/" + ref.namespace() + "/" + plural.get() + "/" + ref.name();
    HttpRequest request = connection.writes().newHttpRequestBuilder()
        .uri(connection.server() + path + query(restart.dryRun()))
        .method("PATCH", MERGE_PATCH, patch(restart))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .build();
    return send(request);
  }

  private Answer send(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> sent;
    try {
      sent = connection.writes().sendAsync(request, String.class);
    } catch (RuntimeException e) {
      return Answers.of(e);
    }
    return await(sent);
  }

  private Answer await(CompletableFuture<HttpResponse<String>> sent) {
    try {
      HttpResponse<String> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Answers.of(response.code(), response.body());
    } catch (ExecutionException e) {
      return Answers.of(e.getCause());
    } catch (TimeoutException | CancellationException e) {
      sent.cancel(true);
      return new Answer.Unanswered("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer.Unanswered("interrupted while waiting for the answer");
    }
  }

  /** As the API names it; empty for a kind without a template that we may change. */
  private static Optional<String> plural(Kind kind) {
    return switch (kind) {
      case DEPLOYMENT -> Optional.of("deployments");
      case STATEFUL_SET -> Optional.of("statefulsets");
      case DAEMON_SET -> Optional.of("daemonsets");
      case REPLICA_SET, REPLICATION_CONTROLLER, JOB, POD, ARGO_ROLLOUT, OTHER -> Optional.empty();
    };
  }

  private static String query(boolean dryRun) {
    return "?fieldManager=driftless&timeout=" + Connection.REQUEST_TIMEOUT.toSeconds() + "s"
        + (dryRun ? "&dryRun=All" : "");
  }

  private static String patch(Effect.Restart restart) {
    Marks marks = restart.marks();
    String startedAt = marks.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", restart.resourceVersion()).put("uid", restart.ref().uid());
    metadata.putObject("annotations")
        .put("driftless.dev/restart-id", marks.restartId())
        .put("driftless.dev/target", marks.target())
        .put("driftless.dev/attempt", Integer.toString(marks.attempt()))
        .put("driftless.dev/started-at", startedAt);
    patch.putObject("spec").putObject("template").putObject("metadata").putObject("annotations")
        .put("kubectl.kubernetes.io/restartedAt", startedAt)
        .put("driftless.dev/restart-id", marks.restartId());
    return JSON.writeValueAsString(patch);
  }
}

package dev.driftless.edge.kube;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.projection.Projectors;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the API server what a new pod would get: one create with {@code dryRun=All}, which passes all admission and is
 * then thrown away. Istio's webhooks allow that by {@code sideEffects: None}.
 */
public final class KubeProver {

  private static final Logger LOG = LoggerFactory.getLogger(KubeProver.class);
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  /** As the API server's authorizer says it; a quota or a policy is told otherwise under the same status. */
  private static final String NO_RIGHT = "cannot create resource \"pods\"";

  private final Connection connection;
  private volatile boolean told;

  public KubeProver(Connection connection) {
    this.connection = connection;
  }

  /** Sends the request and waits for the answer, for 10 seconds at most: call it on a virtual thread. */
  public ProofAnswer prove(Effect.Prove effect) {
    Duration timeout = Connection.REQUEST_TIMEOUT;
    CompletableFuture<HttpResponse<String>> sent = null;
    try {
      HttpRequest request = connection.writes().newHttpRequestBuilder()
          .uri(connection.server() + "api/v1/namespaces/" + effect.ref().namespace()
              + "/pods?dryRun=All&fieldManager=driftless&timeout=" + timeout.toSeconds() + "s")
          .method("POST", "application/json", ProbePod.of(effect.ref(), effect.template()))
          .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .build();
      sent = connection.writes().sendAsync(request, String.class);
      HttpResponse<String> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return answer(response.code(), response.body());
    } catch (ExecutionException e) {
      return new ProofAnswer.Failed(Causes.of(e.getCause()));
    } catch (TimeoutException e) {
      sent.cancel(true);
      return new ProofAnswer.Failed("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ProofAnswer.Failed("interrupted while waiting for the answer");
    }
  }

  private ProofAnswer answer(int status, String body) {
    if (status >= 200 && status < 300) {
      return new ProofAnswer.Admitted(
          Projectors.proxy(connection.client().getKubernetesSerialization().unmarshal(body, LeanPod.class)));
    }
    String message = message(status, body);
    if (status == FORBIDDEN && message.contains(NO_RIGHT)) {
      tellOnce(message);
      return new ProofAnswer.Forbidden(message);
    }
    return status >= 400 && status < 500 && status != TOO_MANY ? new ProofAnswer.Refused(status, message)
        : new ProofAnswer.Failed(message);
  }

  private void tellOnce(String message) {
    if (!told) {
      told = true;
      LOG.atWarn().addKeyValue("detail", message).log("no right to ask what a new pod would get: see drift.proof");
    }
  }

  private static String message(int status, String body) {
    try {
      String message = JsonMapper.shared().readTree(body).path("message").asString("");
      return message.isEmpty() ? "HTTP " + status : message;
    } catch (JacksonException e) {
      return "HTTP " + status;
    }
  }
}

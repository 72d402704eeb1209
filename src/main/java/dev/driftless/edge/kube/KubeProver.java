package dev.driftless.edge.kube;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.edge.kube.lease.Fence;
import io.fabric8.kubernetes.client.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
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

  private final Connection connection;
  private final Fence fence;
  private volatile boolean told;

  /** One for who looks once, and needs no lease. */
  public KubeProver(Connection connection) {
    this(connection, Fence.open(Connection.REQUEST_TIMEOUT));
  }

  public KubeProver(Connection connection, Fence fence) {
    this.connection = connection;
    this.fence = fence;
  }

  /** Sends the request and waits for the answer as long as the fence says: call it on a virtual thread. */
  public ProofAnswer prove(Effect.Prove effect) {
    KubeRequest request = KubeRequest.of(effect);
    Optional<Duration> patience = fence.patience();
    return patience.isEmpty() ? new ProofAnswer.HeldBack() : send(request, patience.get());
  }

  private ProofAnswer send(KubeRequest request, Duration timeout) {
    CompletableFuture<HttpResponse<String>> sent = null;
    try {
      sent = connection.send(request, timeout);
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
    ProofAnswer answer = Answers.ofProof(status, body, connection.client().getKubernetesSerialization());
    if (answer instanceof ProofAnswer.Forbidden(String detail)) {
      tellOnce(detail);
    }
    return answer;
  }

  private void tellOnce(String message) {
    if (!told) {
      told = true;
      LOG.atWarn().addKeyValue("detail", message).log("no right to ask what a new pod would get: see drift.proof");
    }
  }
}

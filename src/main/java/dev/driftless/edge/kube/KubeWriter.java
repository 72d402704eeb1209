package dev.driftless.edge.kube;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.edge.kube.lease.Fence;
import io.fabric8.kubernetes.client.http.HttpResponse;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Performs effects: one request each, never repeated, and none that the fence does not let through. */
public final class KubeWriter {

  private final Connection connection;
  private final Fence fence;

  public KubeWriter(Connection connection, Fence fence) {
    this.connection = connection;
    this.fence = fence;
  }

  /**
   * Sends the patch and waits for the answer as long as the fence says: call it on a virtual thread. An interrupt ends
   * the waiting, and the answer is {@link Answer.Unanswered}. Never throws.
   */
  public Answer restart(Effect.Restart restart) {
    Optional<KubeRequest> request = KubeRequest.of(restart);
    if (request.isEmpty()) {
      return new Answer.Failed("restart of " + restart.ref() + ": possible for Deployment, StatefulSet, DaemonSet");
    }
    Optional<Duration> patience = fence.patience();
    return patience.isEmpty() ? new Answer.HeldBack(DeferReason.NOT_LEADER) : send(request.get(), patience.get());
  }

  private Answer send(KubeRequest request, Duration patience) {
    CompletableFuture<HttpResponse<String>> sent;
    try {
      sent = connection.send(request, patience);
    } catch (RuntimeException e) {
      return Answers.of(e);
    }
    return await(sent, patience);
  }

  private static Answer await(CompletableFuture<HttpResponse<String>> sent, Duration patience) {
    try {
      HttpResponse<String> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return Answers.of(response.code(), response.body());
    } catch (ExecutionException e) {
      return Answers.of(e.getCause());
    } catch (TimeoutException | CancellationException e) {
      sent.cancel(true);
      return new Answer.Unanswered("no answer within " + patience.toMillis() + " ms");
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer.Unanswered("interrupted while waiting for the answer");
    }
  }
}

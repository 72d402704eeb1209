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
   * Sends the request and waits for the answer as long as the fence says: call it on a virtual thread. An interrupt
   * ends the waiting, and the answer is {@link Answer.Unanswered}. Never throws.
   */
  public Answer write(Effect.Write write) {
    Optional<KubeRequest> request = KubeRequest.of(write);
    if (request.isEmpty()) {
      return new Answer.Failed("restart of " + write.ref() + ": not possible for its kind");
    }
    Optional<Duration> patience = fence.patience();
    if (patience.isEmpty()) {
      return new Answer.HeldBack(DeferReason.NOT_LEADER);
    }
    try {
      return await(connection.send(request.get(), patience.get()), patience.get(), write);
    } catch (RuntimeException e) {
      return Answers.of(e);
    }
  }

  private static Answer await(CompletableFuture<HttpResponse<String>> sent, Duration patience,
      Effect.Write write) {
    try {
      HttpResponse<String> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return Answers.of(write, response.code(), response.body());
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

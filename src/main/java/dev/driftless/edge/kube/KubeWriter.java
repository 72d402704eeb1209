package dev.driftless.edge.kube;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Performs effects: one request each, never repeated. */
public final class KubeWriter {

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
    Optional<KubeRequest> request = KubeRequest.of(restart);
    if (request.isEmpty()) {
      return new Answer.Failed("restart of " + restart.ref() + ": possible for Deployment, StatefulSet, DaemonSet");
    }
    return send(connection.request(request.get(), timeout));
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
}

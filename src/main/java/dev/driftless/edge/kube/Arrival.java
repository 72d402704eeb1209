package dev.driftless.edge.kube;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.net.HttpURLConnection;
import java.time.Duration;

/**
 * Waits for a resource that the API server may not know. It is asked seldom: such a resource arrives when somebody
 * installs it, and until then every question is one for nothing.
 */
final class Arrival {

  private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

  private final Connection connection;
  private final Watched<?, ?> watched;
  private final Duration askAgain;
  private final Runnable arrived;
  private volatile boolean missing;
  private volatile Thread waiting;

  /** @param arrived called once, as soon as the API server answers anything else than that it does not know it */
  Arrival(Connection connection, Watched<?, ?> watched, Runnable arrived) {
    this(connection, watched, ASK_AGAIN, arrived);
  }

  Arrival(Connection connection, Watched<?, ?> watched, Duration askAgain, Runnable arrived) {
    this.connection = connection;
    this.watched = watched;
    this.askAgain = askAgain;
    this.arrived = arrived;
  }

  /** Returns at once. */
  void await() {
    waiting = Thread.ofVirtual().name("arrival of " + watched.plural()).start(this::ask);
  }

  void stop() {
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** Whether the API server said that it does not know the resource. */
  boolean isMissing() {
    return missing;
  }

  private void ask() {
    try {
      while (!isThere()) {
        missing = true;
        Thread.sleep(askAgain);
      }
      missing = false;
      arrived.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever else goes wrong is for the informer to see and to tell. */
  private boolean isThere() {
    try {
      watched.in(connection.client()).list(new ListOptionsBuilder().withLimit(1L).build());
      return true;
    } catch (KubernetesClientException e) {
      return e.getCode() != HttpURLConnection.HTTP_NOT_FOUND;
    }
  }
}

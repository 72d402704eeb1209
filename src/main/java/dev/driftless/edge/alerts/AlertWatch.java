package dev.driftless.edge.alerts;

import dev.driftless.core.plan.AlertGate;
import dev.driftless.core.plan.AlertState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the newest answer. Thread-safe. */
public final class AlertWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 1 << 20;

  private final InstantSource clock;
  private final Duration patience;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newBuilder().executor(requests).build();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Known known;

  /** @param gate whom to ask; nobody if there is none */
  private record Known(Optional<AlertGate> gate, AlertState state) {}

  public AlertWatch(Optional<AlertGate> gate, InstantSource clock) {
    this(gate, clock, PATIENCE);
  }

  AlertWatch(Optional<AlertGate> gate, InstantSource clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
    this.known = new Known(gate, AlertState.NOTHING);
  }

  /** What is known now. */
  public AlertState state() {
    return known.state();
  }

  /** From now on that one is asked, at once if it is another server. */
  public synchronized void watch(Optional<AlertGate> gate) {
    if (!gate.map(AlertGate::url).equals(known.gate().map(AlertGate::url))) {
      known = new Known(gate, AlertState.NOTHING);
      look();
    }
  }

  /** Asks once more, and returns at once; nothing happens while the last question is still open. */
  public void look() {
    Known before = known;
    if (before.gate().isPresent() && asking.compareAndSet(false, true)) {
      requests.execute(() -> {
        try {
          take(before, ask(before.gate().get().url()));
        } finally {
          asking.set(false);
        }
      });
    }
  }

  private synchronized void take(Known before, AlertState now) {
    if (known != before) {
      return;
    }
    known = new Known(before.gate(), now);
    boolean wasUnknown = before.state() instanceof AlertState.Unknown && !before.state().equals(AlertState.NOTHING);
    if (now instanceof AlertState.Unknown(String detail) && !wasUnknown) {
      LOG.atWarn().addKeyValue("detail", detail).log("alerts unknown, nothing is restarted");
    } else if (wasUnknown && now instanceof AlertState.Firing) {
      LOG.atInfo().log("alerts known again");
    }
  }

  /** The whole exchange has to be over in time, however slowly the other side sends. */
  private AlertState ask(String url) {
    Instant asked = clock.instant();
    Future<AlertState> answer = requests.submit(() -> exchange(AlertQuery.to(url), asked));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return AlertQuery.unknown("no answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      return AlertQuery.unknown(reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return AlertQuery.unknown("interrupted");
    }
  }

  private AlertState exchange(HttpRequest request, Instant asked) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES ? AlertQuery.unknown("the answer is longer than " + MOST_BYTES + " bytes")
          : AlertQuery.read(response.statusCode(), new String(bytes, StandardCharsets.UTF_8), asked);
    }
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof ConnectException ? "cannot be reached"
        : message == null ? failure.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    requests.shutdownNow();
    http.shutdownNow();
  }
}

package dev.driftless.edge.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sits between the API server and fabric8's watches, and notes when each was last known to be alive: when it was
 * accepted, or got anything; and since when it or its list has been asked for in vain.
 *
 * <p>Bookmarks alone do not do. fabric8 tells of them by their resource version only, and for a resource in which
 * nothing happens the API server sends none at all before etcd has notified it of its progress, by default every ten
 * minutes (tried on 1.36). So each watch is asked to end after a minute, and the next one, from the same version on, is
 * the sign of life: what had been missed would come with it.
 */
final class WatchStreams implements Interceptor {

  static final Duration LONGEST_WATCH = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Instant> lastSeen = new ConcurrentHashMap<>();
  private final Map<String, Silence.Refusal> refusals = new ConcurrentHashMap<>();

  WatchStreams(InstantSource clock) {
    this.clock = clock;
  }

  /** @param path how the path of the watched collection ends, as {@code /api/v1/pods} */
  Optional<Instant> lastSeen(String path) {
    return find(lastSeen, path);
  }

  /** Since when it has failed, and how it failed last; empty if it has not since it was last alive. */
  Optional<Silence.Refusal> refusal(String path) {
    return find(refusals, path);
  }

  private static <T> Optional<T> find(Map<String, T> values, String path) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(path))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (isWatch(request)) {
      String limited = request.uri().toString()
          .replaceFirst("timeoutSeconds=\\d+", "timeoutSeconds=" + LONGEST_WATCH.toSeconds());
      builder.uri(URI.create(limited));
    }
  }

  @Override
  public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (!response.isSuccessful()) {
      refused(request, "HTTP " + response.code());
    } else if (isWatch(request)) {
      note(request);
    }
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    refused(request, Causes.of(failure));
  }

  private void refused(HttpRequest request, String why) {
    if (request.method().equals("GET")) {
      refusals.merge(request.uri().getPath(), new Silence.Refusal(clock.instant(), why),
          (first, last) -> new Silence.Refusal(first.since(), last.why()));
    }
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(AsyncBody.Consumer<List<ByteBuffer>> consumer,
      HttpRequest request) {
    if (!isWatch(request)) {
      return consumer;
    }
    AsciiJson ascii = new AsciiJson();
    return (chunks, body) -> {
      note(request);
      consumer.consume(chunks.stream().map(ascii::rewrite).toList(), body);
    };
  }

  private void note(HttpRequest request) {
    refusals.remove(request.uri().getPath());
    lastSeen.put(request.uri().getPath(), clock.instant());
  }

  private static boolean isWatch(HttpRequest request) {
    String query = request.uri().getQuery();
    return query != null && query.contains("watch=true");
  }
}

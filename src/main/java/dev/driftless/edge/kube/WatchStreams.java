package dev.driftless.edge.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sits between the API server and fabric8's watches, and notes when each got anything. fabric8 tells its informers of
 * bookmarks by their resource version only, and that of a quiet resource stands still for ten minutes (etcd's default
 * interval of progress notifications), although the API server sends a bookmark every minute.
 */
final class WatchStreams implements Interceptor {

  private final InstantSource clock;
  private final Map<String, Instant> lastSeen = new ConcurrentHashMap<>();

  WatchStreams(InstantSource clock) {
    this.clock = clock;
  }

  /** @param path how the path of the watched collection ends, as {@code /api/v1/pods} */
  Optional<Instant> lastSeen(String path) {
    return lastSeen.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(path))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(AsyncBody.Consumer<List<ByteBuffer>> consumer,
      HttpRequest request) {
    URI uri = request.uri();
    boolean watch = uri.getQuery() != null && uri.getQuery().contains("watch=true");
    return watch ? noting(consumer, uri.getPath()) : consumer;
  }

  private AsyncBody.Consumer<List<ByteBuffer>> noting(AsyncBody.Consumer<List<ByteBuffer>> consumer, String path) {
    AsciiJson ascii = new AsciiJson();
    return (chunks, body) -> {
      lastSeen.put(path, clock.instant());
      consumer.consume(chunks.stream().map(ascii::rewrite).toList(), body);
    };
  }
}

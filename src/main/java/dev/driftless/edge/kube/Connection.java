package dev.driftless.edge.kube;

import dev.driftless.edge.kube.lean.Serialization;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The way to one API server: a client for reading, which retries, a way to send writes, which never does, and the
 * server's clock.
 */
public final class Connection implements AutoCloseable {

  /** The longest: what needs the lease may have less, see {@link dev.driftless.edge.kube.lease}. */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /** The API server counts in seconds here. */
  private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);

  private static final int READ_RETRIES = 3;

  /** First pause before a watch that ended or failed is asked for again; fabric8 doubles it up to five times. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /**
   * What was read is handed on by the thread that has read it. Before handlers on threads of their own, objects pile up
   * without a bound while the next pages of a list are read.
   */
  private static final Executor ON_THE_READER = Runnable::run;

  private final ServerClock clock;
  private final WatchStreams streams;
  private final KubernetesClient client;
  private final HttpClient writes;

  private Connection(Config config, InstantSource system) {
    clock = new ServerClock(system);
    streams = new WatchStreams(clock);
    client = new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(Serialization.lean())
        .withTaskExecutor(ON_THE_READER)
        .withHttpClientBuilderConsumer(builder -> {
          builder.addOrReplaceInterceptor("server-clock", clock);
          builder.addOrReplaceInterceptor("watch-streams", streams);
        })
        .build();
    RequestConfig once = new RequestConfigBuilder(config.getRequestConfig()).withRequestRetryBackoffLimit(0).build();
    writes = client.getHttpClient().newBuilder().tag(once).build();
  }

  /**
   * Opens no connection yet.
   *
   * @param version our own, for the user agent
   * @throws KubeconfigException if the credentials cannot be read or used
   */
  public static Connection open(Credentials credentials, String version) {
    Config config = credentials.read();
    try {
      return open(config, version, InstantSource.system());
    } catch (KubernetesClientException e) {
      throw new KubeconfigException(credentials.place() + ": cannot be used: " + Causes.of(e), e);
    }
  }

  static Connection open(Config config, String version, InstantSource system) {
    config.setUserAgent("driftless/" + version);
    config.setOnlyHttpWatches(true);
    config.setWatchReconnectInterval(Math.toIntExact(FIRST_PAUSE.toMillis()));
    config.setRequestRetryBackoffLimit(READ_RETRIES);
    config.setRequestTimeout(Math.toIntExact(REQUEST_TIMEOUT.toMillis()));
    return new Connection(config, system);
  }

  /** @throws UnreachableException if the API server does not answer to this identity */
  public void check() {
    try {
      client.raw("/version", "GET", null);
    } catch (RuntimeException e) {
      throw new UnreachableException("API server " + server() + ": " + Causes.of(e), e);
    }
  }

  /** The URL of the API server. */
  public String server() {
    return client.getMasterUrl().toString();
  }

  /** Where we run, or where the kubeconfig points; {@code default} if neither says. */
  public String ownNamespace() {
    String namespace = client.getConfiguration().getNamespace();
    return namespace == null || namespace.isEmpty() ? "default" : namespace;
  }

  public ServerClock clock() {
    return clock;
  }

  KubernetesClient client() {
    return client;
  }

  /** Sends the request, once, and gives it up after that time, as the API server is told to. */
  CompletableFuture<HttpResponse<String>> send(KubeRequest request, Duration patience) {
    KubeRequest limited = patience.compareTo(SHORTEST_LIMIT) < 0 ? request : request.within(patience);
    return writes.sendAsync(writes.newHttpRequestBuilder().uri(server() + limited.path())
        .method(limited.method(), limited.contentType(), limited.body())
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS).build(), String.class);
  }

  WatchStreams streams() {
    return streams;
  }

  @Override
  public void close() {
    client.close();
  }
}

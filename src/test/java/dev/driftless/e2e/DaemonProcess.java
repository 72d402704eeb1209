package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The command {@code run} in its own process, with its own ports. */
final class DaemonProcess implements AutoCloseable {

  /** As if each of them ran in the container of the same pod. */
  private static final String POD = "driftless-0";
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration TO_STOP = Duration.ofSeconds(20);
  private static final Duration TO_ANSWER = Duration.ofSeconds(5);

  private final Path config;
  private final Path log;
  private final Process process;
  private final URI metrics;
  private final URI health;
  private final HttpClient http = HttpClient.newHttpClient();

  private DaemonProcess(Path kubeconfig, Path config, Path log, List<String> flags) {
    this.config = config;
    this.log = log;
    int metricsPort = Ports.next();
    int healthPort = Ports.next();
    metrics = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
    health = URI.create("http://127.0.0.1:" + healthPort);
    List<String> arguments = new ArrayList<>(List.of("run", "--kubeconfig", kubeconfig.toString(),
        "--metrics-bind-address", "127.0.0.1:" + metricsPort,
        "--health-probe-bind-address", "127.0.0.1:" + healthPort, "--config", config.toString()));
    arguments.addAll(flags);
    ProcessBuilder builder = new ProcessBuilder(Programs.driftless(arguments)).redirectErrorStream(true)
        .redirectOutput(log.toFile());
    builder.environment().put("HOSTNAME", POD);
    process = Programs.start(builder);
  }

  /**
   * Starts it with the daemon's own account, and returns at once.
   *
   * @param name   of its files in the cluster's folder; at most once per cluster
   * @param config content of its configuration file
   */
  static DaemonProcess start(Cluster cluster, String name, String config, String... flags) {
    return start(cluster, name, cluster.driftlessKubeconfig(), config, flags);
  }

  /** The same with another way to the cluster. */
  static DaemonProcess start(Cluster cluster, String name, Path kubeconfig, String config, String... flags) {
    Path file = cluster.dir().resolve(name + ".yaml");
    Programs.write(file, config);
    return new DaemonProcess(kubeconfig, file, cluster.dir().resolve(name + ".log"), List.of(flags));
  }

  /** Its configuration file becomes another one at once, as a ConfigMap's volume changes. */
  void reconfigure(String content) {
    Path next = config.resolveSibling(config.getFileName() + ".next");
    Programs.write(next, content);
    try {
      Files.move(next, config, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is ready. */
  DaemonProcess awaitReady() {
    await("ready").atMost(TO_START).pollInterval(Duration.ofMillis(100))
        .failFast(() -> assertThat(process.isAlive()).as("alive: " + Programs.tail(log)).isTrue())
        .until(() -> statusOf("/readyz") == 200);
    return this;
  }

  /** HTTP status of a health endpoint; 0 if nobody answers. */
  int statusOf(String path) {
    try {
      return get(health.resolve(path)).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  Metrics metrics() {
    try {
      return Metrics.parse(Instant.now(), get(metrics).body());
    } catch (IOException e) {
      throw new IllegalStateException(metrics + ": " + e + "\n" + Programs.tail(log), e);
    }
  }

  /** Everything it has written so far. */
  String output() {
    return Programs.read(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to stop, as Kubernetes does, and waits for it. */
  void stop() {
    process.destroy();
    int exitCode = Programs.await(process, TO_STOP, "the daemon, asked to stop,");
    assertThat(exitCode).as("exit code after SIGTERM; its log ends:\n" + Programs.tail(log)).isZero();
  }

  /** Sends it a signal: {@code STOP} makes it stand still, {@code CONT} go on. */
  void signal(String name) {
    Process kill = Programs.start(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())));
    assertThat(Programs.await(kill, TO_ANSWER, "kill")).as("exit code of kill").isZero();
  }

  /** Waits until it ends by itself. */
  int awaitExit() {
    return Programs.await(process, TO_START, "the daemon");
  }

  /** Ends it without a warning, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    Programs.await(process, TO_STOP, "the daemon, killed,");
  }

  /** Kills it if it is still there. */
  @Override
  public void close() {
    http.close();
    process.destroyForcibly();
  }

  private HttpResponse<String> get(URI uri) throws IOException {
    try {
      return http.send(HttpRequest.newBuilder(uri).timeout(TO_ANSWER).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

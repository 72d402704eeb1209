package dev.driftless.bench;

import io.vertx.core.Vertx;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Memory of the whole daemon in a process of its own, observing, with 100,000 pods of 3,000 Deployments and their
 * 30,000 ReplicaSets: when it is ready, which is how long this takes, and after a minute. The peer has no workloads. To
 * be at most 256 MiB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class DaemonMemoryBenchmark {

  /** For a container with a limit of 256 MiB: the second compiler alone would take 30 of them. */
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xms25m", "-Xmx140m", "-Xmn24m",
      "-XX:TieredStopAtLevel=1", "-XX:TrimNativeHeapInterval=5000", "-XX:+UseCompactObjectHeaders",
      "-XX:+ExitOnOutOfMemoryError");
  private static final long MINUTE_MILLIS = 60_000;
  private static final long START_MILLIS = 600_000;

  @Benchmark
  public void full() throws IOException, InterruptedException {
    measure(false);
  }

  @Benchmark
  public void empty() throws IOException, InterruptedException {
    measure(true);
  }

  private static void measure(boolean empty) throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    PopulatedApi api = new PopulatedApi(empty);
    vertx.deployVerticle(api).await();
    Path dir = Files.createTempDirectory("driftless-memory");
    int health = freePort();
    Process daemon = start(dir, api.port(), health);
    try {
      await(daemon, URI.create("http://127.0.0.1:" + health + "/readyz"), dir);
      System.out.printf("%n  ready: %s", memory(daemon));
      Thread.sleep(MINUTE_MILLIS);
      System.out.printf("%n  a minute later: %s, ", memory(daemon));
    } finally {
      daemon.destroyForcibly();
      vertx.close().await();
    }
  }

  private static Process start(Path dir, int api, int health) throws IOException {
    Path kubeconfig = Files.writeString(dir.resolve("kubeconfig"), """
        apiVersion: v1
        kind: Config
        current-context: stub
        clusters: [{name: stub, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: user, user: {token: none}}]
        contexts: [{name: stub, context: {cluster: stub, user: user, namespace: driftless-system}}]
        """.formatted(api));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", withoutTests(), "dev.driftless.Driftless", "run", "--kubeconfig",
        kubeconfig.toString(), "--leader-elect", "false", "--metrics-bind-address", "127.0.0.1:" + freePort(),
        "--health-probe-bind-address", "127.0.0.1:" + health));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(dir.resolve("log").toFile());
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  private static String withoutTests() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes")).collect(Collectors.joining(File.pathSeparator));
  }

  private static void await(Process daemon, URI ready, Path dir) throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + START_MILLIS;
    while (status(ready) != HttpURLConnection.HTTP_OK) {
      if (!daemon.isAlive() || System.currentTimeMillis() > end) {
        throw new IllegalStateException("not ready:\n" + Files.readString(dir.resolve("log")));
      }
      Thread.sleep(100);
    }
  }

  private static int status(URI uri) {
    try {
      return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** @return lines of Linux about resident memory now and at most, and the processor time so far */
  private static String memory(Process daemon) throws IOException {
    String lines = Files.readAllLines(Path.of("/proc", Long.toString(daemon.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\s+", " ")).collect(Collectors.joining(", "));
    return lines + ", cpu " + daemon.info().totalCpuDuration().map(Object::toString).orElse("unknown");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

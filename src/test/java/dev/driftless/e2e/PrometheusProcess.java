package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** A real Prometheus that scrapes nothing and evaluates one rule every second. */
final class PrometheusProcess implements AutoCloseable {

  static final String ALERT = "NodeTrouble";
  private static final String CONFIG = """
      global: {evaluation_interval: 1s}
      rule_files: [rules.yaml]
      """;
  private static final Duration TO_ANSWER = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path dir;
  private final URI url;
  private final Process process;

  /** Starts it with the alert firing, and waits until it does. */
  PrometheusProcess(RealCluster cluster) {
    dir = cluster.dir().resolve("prometheus");
    int port = Ports.next();
    url = URI.create("http://127.0.0.1:" + port);
    Programs.write(dir.resolve("prometheus.yaml"), CONFIG);
    writeRule(true);
    process = Programs.start(new ProcessBuilder(cluster.program("prometheus").toString(),
        "--config.file=" + dir.resolve("prometheus.yaml"), "--storage.tsdb.path=" + dir.resolve("data"),
        "--web.listen-address=127.0.0.1:" + port, "--web.enable-lifecycle")
            .redirectErrorStream(true).redirectOutput(dir.resolve("prometheus.log").toFile()));
    awaitFiring(true);
  }

  String url() {
    return url.toString();
  }

  /** Lets the alert fire or not, and waits until it is so. */
  void fire(boolean firing) {
    writeRule(firing);
    assertThat(send(HttpRequest.newBuilder(url.resolve("/-/reload")).POST(HttpRequest.BodyPublishers.noBody())))
        .isEmpty();
    awaitFiring(firing);
  }

  private void writeRule(boolean firing) {
    Programs.write(dir.resolve("rules.yaml"), """
        groups:
        - name: test
          rules:
          - alert: Watchdog
            expr: vector(1)
          - alert: %s
            expr: vector(1) > %d
        """.formatted(ALERT, firing ? 0 : 1));
  }

  private void awaitFiring(boolean firing) {
    await(ALERT + (firing ? " fires" : " does not fire")).atMost(TO_ANSWER).ignoreExceptions().until(() -> {
      String alerts = send(HttpRequest.newBuilder(url.resolve("/api/v1/query?query=ALERTS")).GET());
      return alerts.contains("Watchdog") && alerts.contains(ALERT) == firing;
    });
  }

  private String send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(TO_ANSWER).build(), HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(Programs.tail(dir.resolve("prometheus.log")), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    http.close();
    kill();
  }
}

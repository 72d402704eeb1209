package dev.driftless.edge.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.driftless.core.plan.AlertGate;
import dev.driftless.core.plan.AlertState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Against an HTTP server that answers as a Prometheus would, or should not. */
class AlertWatchTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String NONE = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private volatile Reply reply = exchange -> answer(exchange, 200, NONE);

  private interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
          + exchange.getRequestHeaders().getFirst("Authorization"));
      reply.to(exchange);
    });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private String url(String user, String path) {
    return "http://" + user + "127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private AlertState asked(String url, Duration patience) {
    try (AlertWatch watch = new AlertWatch(Optional.of(new AlertGate(url, "x")), () -> NOON, patience)) {
      watch.look();
      await().until(() -> watch.state() != AlertState.NOTHING);
      return watch.state();
    }
  }

  private AlertState asked() {
    return asked(url("", ""), Duration.ofSeconds(30));
  }

  @Test
  void it_is_one_query_of_the_series_of_alerts() {
    reply = exchange -> answer(exchange, 200, """
        {"status":"success","data":{"resultType":"vector","result":[
          {"metric":{"alertname":"Watchdog"},"value":[1772366400.1,"1"]},
          {"metric":{"alertname":"NodeNotReady"},"value":[1772366400.1,"12"]}]},"infos":["so so"]}""");

    assertThat(asked()).isEqualTo(new AlertState.Firing(NOON, Set.of("Watchdog", "NodeNotReady")));
    assertThat(requests).containsExactly("GET /api/v1/query?query=count+by+%28alertname%29+"
        + "%28ALERTS%7Balertstate%3D%22firing%22%7D%29 null");
  }

  @Test
  void a_path_is_kept_and_a_password_sent_as_basic_authentication() {
    assertThat(asked(url("reader:s%3Ac@", "/select/0//"), Duration.ofSeconds(30)))
        .isEqualTo(new AlertState.Firing(NOON, Set.of()));
    assertThat(requests.getFirst()).startsWith("GET /select/0/api/v1/query?").endsWith(" Basic cmVhZGVyOnM6Yw==");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
      "500 | oops | HTTP 500",
      "503 | {\"status\":\"error\",\"error\":\"query timed out\"} | HTTP 503: query timed out",
      "400 | {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"no\"} | HTTP 400: no",
      "302 | {} | HTTP 302",
      "200 | <html>log in</html> | the answer is none of Prometheus",
      "200 | OK_vector\",\"result\":[ | the answer is none of Prometheus",
      "200 | {\"status\":\"error\",\"data\":{}} | the answer is none of Prometheus",
      "200 | OK_matrix\",\"result\":[]}} | the answer is none of Prometheus",
      "200 | OK_vector\"}} | the answer is none of Prometheus",
      "200 | OK_vector\",\"result\":[{}]}} | the answer has an alert without a name",
      "200 | OK_vector\",\"result\":[]},\"warnings\":[\"no store\"]} | the answer may be partial: no store"})
  void what_is_not_plainly_an_answer_is_none(int status, String body, String detail) {
    reply = exchange -> answer(exchange, status,
        body.replace("OK_", "{\"status\":\"success\",\"data\":{\"resultType\":\""));

    assertThat(asked()).isEqualTo(new AlertState.Unknown("Prometheus: " + detail));
  }

  @Test
  void an_answer_that_breaks_off_is_none() {
    reply = exchange -> {
      exchange.sendResponseHeaders(200, NONE.length());
      exchange.getResponseBody().write(NONE.substring(0, 20).getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };

    assertThat(asked()).isInstanceOf(AlertState.Unknown.class);
  }

  @Test
  void a_server_that_does_not_answer_is_given_up() {
    reply = exchange -> awaitEnd();

    assertThat(asked(url("", ""), SHORT)).isEqualTo(new AlertState.Unknown("Prometheus: no answer within 300 ms"));
  }

  @Test
  void so_is_one_that_answers_without_end() {
    reply = exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      awaitEnd();
    };

    assertThat(asked(url("", ""), SHORT)).isEqualTo(new AlertState.Unknown("Prometheus: no answer within 300 ms"));
  }

  @Test
  void no_answer_is_read_at_any_length() {
    reply = exchange -> answer(exchange, 200, " ".repeat(1 << 21) + NONE);

    assertThat(asked()).isEqualTo(new AlertState.Unknown("Prometheus: the answer is longer than 1048576 bytes"));
  }

  @Test
  void nobody_there_is_told_without_the_password() {
    String url = url("reader:secret@", "");
    server.stop(0);

    assertThat(asked(url, Duration.ofSeconds(30))).isEqualTo(new AlertState.Unknown("Prometheus: cannot be reached"));
  }

  @Test
  void it_is_not_asked_again_while_it_thinks() throws Exception {
    reply = exchange -> awaitEnd();
    try (AlertWatch watch = new AlertWatch(Optional.of(new AlertGate(url("", ""), "x")), () -> NOON,
        Duration.ofSeconds(30))) {
      watch.look();
      await().until(() -> requests.size() == 1);

      watch.look();

      await().during(Duration.ofMillis(200)).until(() -> requests.size() == 1);
    }
  }

  @Test
  void another_server_is_asked_at_once_and_what_the_first_said_is_forgotten() {
    reply = exchange -> answer(exchange, exchange.getRequestURI().getPath().startsWith("/other") ? 500 : 200, NONE);
    try (AlertWatch watch = new AlertWatch(Optional.of(new AlertGate(url("", ""), "x")), () -> NOON)) {
      watch.look();
      await().until(() -> watch.state() instanceof AlertState.Firing);

      watch.watch(Optional.of(new AlertGate(url("", ""), "y")));
      assertThat(watch.state()).isInstanceOf(AlertState.Firing.class);
      watch.watch(Optional.of(new AlertGate(url("", "/other"), "y")));

      assertThat(watch.state()).isInstanceOf(AlertState.Unknown.class);
      await().until(() -> watch.state().equals(new AlertState.Unknown("Prometheus: HTTP 500")));
      assertThat(requests).hasSize(2);
    }
  }

  @Test
  void without_a_gate_nobody_is_asked() {
    try (AlertWatch watch = new AlertWatch(Optional.empty(), () -> NOON)) {
      watch.look();

      await().during(Duration.ofMillis(200)).until(requests::isEmpty);
      assertThat(watch.state()).isEqualTo(AlertState.NOTHING);
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.driftless.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.config.BindAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

@ExtendWith(VertxExtension.class)
class HttpEndpointsTest {

  private static final BindAddress LOCAL = new BindAddress("127.0.0.1", 0);

  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<String> informers = Optional.empty();
  private HttpEndpoints endpoints;

  @BeforeEach
  void listen(Vertx vertx) throws TimeoutException {
    Check ready = new Check("informers", () -> informers);
    endpoints = new HttpEndpoints(vertx, format -> "scraped as " + format + "\n",
        new Probes(List.of(), List.of(new Check("config", Optional::empty), ready), List.of(ready)));
    await(endpoints.listen(LOCAL, LOCAL));
  }

  @Test
  void metrics_are_text_unless_open_metrics_are_asked_for() throws Exception {
    HttpResponse<String> text = get(endpoints.metricsPort(), "/metrics", "*/*");
    HttpResponse<String> open = get(endpoints.metricsPort(), "/metrics",
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1");

    assertThat(text.body()).isEqualTo("scraped as text/plain; version=0.0.4; charset=utf-8\n");
    assertThat(text.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(open.body()).isEqualTo("scraped as application/openmetrics-text; version=1.0.0; charset=utf-8\n");
    assertThat(open.headers().firstValue("content-type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
  }

  @Test
  void a_scrape_that_fails_is_a_server_error(Vertx vertx) throws Exception {
    HttpEndpoints broken = new HttpEndpoints(vertx, format -> {
      throw new IllegalStateException("no registry");
    }, new Probes(List.of(), List.of(), List.of()));
    await(broken.listen(LOCAL, LOCAL));

    HttpResponse<String> response = get(broken.metricsPort(), "/metrics", "*/*");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("cannot scrape: java.lang.IllegalStateException: no registry\n");
  }

  @Test
  void probes_say_ok_and_each_line_when_verbose() throws Exception {
    assertThat(health("/livez")).isEqualTo("200 ok\n");
    assertThat(health("/readyz")).isEqualTo("200 ok\n");
    assertThat(health("/startupz?verbose")).isEqualTo("200 [+]informers ok\nstartupz check passed\n");
    assertThat(health("/readyz?verbose")).isEqualTo("200 [+]config ok\n[+]informers ok\nreadyz check passed\n");
  }

  @Test
  void a_failing_check_is_named_without_being_asked() throws Exception {
    informers = Optional.of("pods have not synced");

    assertThat(health("/readyz"))
        .isEqualTo("503 [+]config ok\n[-]informers failed: pods have not synced\nreadyz check failed\n");
    assertThat(health("/livez")).isEqualTo("200 ok\n");
  }

  @Test
  void head_is_get_without_the_body() throws Exception {
    HttpResponse<String> head = send(endpoints.metricsPort(), "/metrics", "HEAD");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length")).contains("52");
  }

  @Test
  void other_methods_are_refused_with_what_is_allowed() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      for (HttpResponse<String> response : List.of(send(endpoints.metricsPort(), "/metrics", method),
          send(endpoints.healthPort(), "/livez", method))) {
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
      }
    }
  }

  @Test
  void unknown_paths_are_not_found() throws Exception {
    assertThat(get(endpoints.metricsPort(), "/livez", "*/*").statusCode()).isEqualTo(404);
    assertThat(get(endpoints.metricsPort(), "/metrics/", "*/*").statusCode()).isEqualTo(404);
    assertThat(health("/metrics")).isEqualTo("404 not found\n");
    assertThat(health("/")).isEqualTo("404 not found\n");
    assertThat(raw("OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n")).isEqualTo("404 Not Found");
  }

  @Test
  void long_requests_are_refused() throws Exception {
    assertThat(raw("GET /" + "x".repeat(3_000) + " HTTP/1.1\r\nhost: x\r\n\r\n"))
        .isEqualTo("414 Request-URI Too Long");
    assertThat(raw("GET /livez HTTP/1.1\r\nhost: x\r\na: " + "x".repeat(9_000) + "\r\n\r\n"))
        .isEqualTo("431 Request Header Fields Too Large");
  }

  @Test
  void a_taken_port_names_address_and_flag_and_leaves_nothing_open(Vertx vertx) throws Exception {
    HttpEndpoints second = new HttpEndpoints(vertx, format -> "", new Probes(List.of(), List.of(), List.of()));
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BindAddress taken = new BindAddress("127.0.0.1", other.getLocalPort());

      Throwable failure = second.listen(taken, LOCAL).<Throwable>map(open -> null).otherwise(thrown -> thrown)
          .await(5, TimeUnit.SECONDS);

      assertThat(failure).isInstanceOf(ListenException.class).hasMessage("cannot listen on '%s': %s; "
          .formatted(taken, failure.getCause().getMessage())
          + "choose another address with --metrics-bind-address");
    }
  }

  @Test
  void all_forms_of_an_address_are_listened_on(Vertx vertx) throws Exception {
    HttpEndpoints open = new HttpEndpoints(vertx, format -> "", new Probes(List.of(), List.of(), List.of()));

    await(open.listen(BindAddress.parse(":0").orElseThrow(), BindAddress.parse("localhost:0").orElseThrow()));

    assertThat(get(open.metricsPort(), "/metrics", "*/*").statusCode()).isEqualTo(200);
    assertThat(get(open.healthPort(), "/livez", "*/*").statusCode()).isEqualTo(200);
  }

  private String health(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(endpoints.healthPort(), path, "*/*");
    return response.statusCode() + " " + response.body();
  }

  private HttpResponse<String> get(int port, String path, String accept) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("accept", accept).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(int port, String path, String method) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", endpoints.healthPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Reader answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return new BufferedReader(answer).readLine().substring("HTTP/1.x ".length());
    }
  }

  private static void await(Future<?> future) throws TimeoutException {
    future.await(5, TimeUnit.SECONDS);
  }
}

package dev.driftless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The command against an API server that has two namespaces and nothing in them. */
class PlanCommandTest {

  private static final String LIST = "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}";
  private static final String NAMESPACE = "{\"metadata\": {\"name\": \"%s\", \"resourceVersion\": \"1\"}}";

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, LIST.formatted("")));
    server.createContext("/api/v1/namespaces",
        exchange -> answer(exchange, LIST.formatted(NAMESPACE.formatted("shop") + "," + NAMESPACE.formatted("bank"))));
    server.createContext("/api/v1/namespaces/", exchange -> answer(exchange, LIST.formatted("")));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_namespace_that_does_not_exist_is_named() throws IOException {
    assertThat(plan("-n", "shop", "-n", "nosuch", "-n", "none")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("no such namespace: nosuch, none\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_namespace_with_nothing_to_do_is_well() throws IOException {
    assertThat(plan("-n", "shop", "-n", "bank")).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("0 drifted");
  }

  private int plan(String... arguments) throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: u, user: {}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        """.formatted(server.getAddress().getPort()));
    CommandLine line = Commands.line(new StopSignal(), Map.of("DRIFTLESS_KUBECONFIG", kubeconfig.toString()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "plan";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

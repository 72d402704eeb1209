package dev.driftless.edge.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** An API server that says what a test tells it to. What it was not told about is an empty list, and a quiet watch. */
final class FakeApi implements AutoCloseable {

  /** Ends a watch as the API server does when its time is over. */
  static final String END = "END";
  /** Breaks the connection of a watch. */
  static final String CUT = "CUT";

  private static final String EMPTY_LIST = "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": []}";

  /** One request, as it came. */
  record Request(String method, String path, String query, Map<String, List<String>> headers, String body) {

    boolean isWatch() {
      return query.contains("watch=true");
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<String>> pages = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<String>> events = new ConcurrentHashMap<>();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile int status = 200;
  private volatile String answer = "{}";

  FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  Connection connect() {
    return connect(url());
  }

  static Connection connect(String url) {
    Config config = Config.empty();
    config.setMasterUrl(url);
    return Connection.open(config, "1.2.3", InstantSource.system());
  }

  /** The next pages of the list at that path; the last one stays. */
  void lists(String path, String... next) {
    pages.computeIfAbsent(path, key -> new ConcurrentLinkedDeque<>()).addAll(List.of(next));
  }

  /** The next lines of the watch at that path, or {@link #END} or {@link #CUT}. */
  BlockingQueue<String> watch(String path) {
    return events.computeIfAbsent(path, key -> new LinkedBlockingQueue<>());
  }

  /** The answer to everything that is no GET. */
  void answers(int code, String body) {
    status = code;
    answer = body;
  }

  /** The answer to everything. */
  void refuses(int code, String body) {
    refusing = true;
    answers(code, body);
  }

  /** As if nobody had installed what is there. */
  void knowsNot(String path) {
    unknown.add(path);
  }

  void knows(String path) {
    unknown.remove(path);
  }

  List<Request> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
        query == null ? "" : query, Map.copyOf(exchange.getRequestHeaders()),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    requests.add(request);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (unknown.contains(request.path())) {
      send(exchange, 404, "404 page not found");
    } else if (refusing || !request.method().equals("GET")) {
      send(exchange, status, answer);
    } else if (request.isWatch()) {
      stream(exchange, watch(request.path()));
    } else {
      Deque<String> waiting = pages.getOrDefault(request.path(), new ConcurrentLinkedDeque<>(List.of(EMPTY_LIST)));
      send(exchange, 200, waiting.size() > 1 ? waiting.poll() : waiting.peek());
    }
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void stream(HttpExchange exchange, BlockingQueue<String> lines) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    try {
      for (String line = lines.take(); !line.equals(CUT); line = lines.take()) {
        if (line.equals(END)) {
          out.close();
          return;
        }
        for (byte octet : (line + "\n").getBytes(StandardCharsets.UTF_8)) {
          out.write(octet);
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

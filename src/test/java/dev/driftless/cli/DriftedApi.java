package dev.driftless.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An API server with a mesh of 1.32.0 and one drifted DaemonSet {@code shop/agent}, of 1.31.2. It keeps nothing that is
 * written.
 */
final class DriftedApi implements AutoCloseable {

  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  private static final String LIST = "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}";
  private static final String META = "\"metadata\": {\"name\": \"%s\", \"namespace\": \"%s\", \"uid\": \"u-%s\", "
      + "\"resourceVersion\": \"1\", \"generation\": 1, \"creationTimestamp\": \"2026-01-01T00:00:00Z\"%s}";

  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final boolean permitted;
  private final HttpServer server;

  /** @param permitted whether pods may be created */
  DriftedApi(boolean permitted) throws IOException {
    this.permitted = permitted;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Path and query of everything but reads. */
  List<String> writes() {
    return writes;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, LIST.formatted(items(path)));
      return;
    }
    writes.add(exchange.getRequestURI().toString());
    if (path.equals(REVIEWS)) {
      answer(exchange, 201, "{\"kind\": \"SelfSubjectAccessReview\", \"apiVersion\": \"authorization.k8s.io/v1\", "
          + "\"spec\": {}, \"status\": {\"allowed\": " + permitted + "}}");
    } else if (permitted) {
      answer(exchange, 201, pod("1.32.0"));
    } else {
      answer(exchange, 403, "{\"kind\": \"Status\", \"message\": \"pods is forbidden: User \\\"dev\\\" cannot create "
          + "resource \\\"pods\\\" in API group \\\"\\\" in the namespace \\\"shop\\\"\"}");
    }
  }

  private static String items(String path) {
    return switch (path) {
      case "/api/v1/namespaces" -> "{" + meta("shop", "", ", \"labels\": {\"istio-injection\": \"enabled\"}") + "}";
      case "/apis/apps/v1/daemonsets" -> daemonSet();
      case "/api/v1/pods" -> pod("1.31.2");
      case "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations" -> webhooks();
      case "/api/v1/namespaces/istio-system/configmaps" -> injector();
      case "/apis/apps/v1/namespaces/istio-system/deployments" -> istiod();
      case "/apis/discovery.k8s.io/v1/namespaces/istio-system/endpointslices" -> "{" + meta("istiod-x", "istio-system",
          ", \"labels\": {\"kubernetes.io/service-name\": \"istiod\"}")
          + ", \"endpoints\": [{\"addresses\": [\"10.0.0.1\"], \"conditions\": {\"ready\": true}}]}";
      default -> "";
    };
  }

  private static String webhooks() {
    return "{" + meta("istio-sidecar-injector", "", ", \"labels\": {\"istio.io/rev\": \"default\"}") + """
        , "webhooks": [{"name": "namespace.sidecar-injector.istio.io",
          "clientConfig": {"caBundle": "Cg==", "service": {"namespace": "istio-system", "name": "istiod"}},
          "namespaceSelector": {"matchLabels": {"istio-injection": "enabled"}}, "objectSelector": {}}]}""";
  }

  private static String injector() {
    return "{" + meta("istio-sidecar-injector", "istio-system", "") + """
        , "data": {"config": "policy: enabled", "values": "{\\"global\\": {\\"hub\\": \\"h\\", \\"tag\\": \
        \\"1.32.0\\", \\"proxy\\": {\\"image\\": \\"proxyv2\\"}}}"}}""";
  }

  private static String istiod() {
    return "{" + meta("istiod", "istio-system", ", \"labels\": {\"app\": \"istiod\"}") + """
        , "spec": {"replicas": 1, "template": {"spec": {"containers":
          [{"name": "discovery", "image": "h/pilot:1.32.0"}]}}},
          "status": {"observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "availableReplicas": 1,
          "readyReplicas": 1}}""";
  }

  private static String daemonSet() {
    return "{" + meta("agent", "shop", "") + """
        , "spec": {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}},
          "template": {"metadata": {"labels": {"app": "agent"}},
            "spec": {"containers": [{"name": "app", "image": "a"}]}}},
          "status": {"observedGeneration": 1, "desiredNumberScheduled": 1, "currentNumberScheduled": 1,
          "updatedNumberScheduled": 1, "numberAvailable": 1, "numberReady": 1}}""";
  }

  private static String pod(String tag) {
    return "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", " + meta("agent-0", "shop", """
        , "ownerReferences": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent", "uid": "u-agent",
          "controller": true}],
          "annotations": {"sidecar.istio.io/status": "{\\"revision\\": \\"default\\"}",
          "prometheus.io/scrape": "true", "prometheus.io/port": "15020", "prometheus.io/path": "/stats/prometheus"}""")
        + """
            , "spec": {"containers": [{"name": "app", "image": "a"}], "initContainers": [{"name": "istio-init",
              "image": "h/proxyv2:TAG"}, {"name": "istio-proxy", "image": "h/proxyv2:TAG", "restartPolicy": "Always",
              "env": [{"name": "PROXY_CONFIG", "value": "{}"}]}]},
              "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True",
              "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}""".replace("TAG", tag);
  }

  private static String meta(String name, String namespace, String more) {
    return META.formatted(name, namespace, name, more);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

package dev.driftless.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the requests of one behaviour one after the other, and keeps the answers. */
final class ApiSession {

  private static final Pattern REFERENCE = Pattern.compile("<(\\d+)(/[^>]+)>");
  private static final Pattern REPETITION = Pattern.compile("<(.)\\*(\\d+)>");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KubernetesClient client;
  private final String namespace;
  private final List<String> bodies = new ArrayList<>();
  private final Anonymous anonymous;

  ApiSession(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    anonymous = new Anonymous(namespace);
  }

  /** @return a line for each request: the code, warnings, and everything of the answer that is not chance */
  List<String> play(List<ApiRequest> requests) {
    return requests.stream().map(this::play).toList();
  }

  private String play(ApiRequest request) {
    HttpResponse<String> answer = request.until().isEmpty() ? send(request) : sendUntil(request);
    bodies.add(answer.body());
    return answer.code() + " " + String.join("", warnings(answer)) + (request.see().isEmpty()
        ? anonymous.whole(answer.body()) : anonymous.parts(answer.body(), request.see()));
  }

  private static List<String> warnings(HttpResponse<String> answer) {
    return answer.headers("Warning").stream().map(warning -> "[" + warning + "] ").toList();
  }

  private HttpResponse<String> sendUntil(ApiRequest request) {
    AtomicReference<HttpResponse<String>> last = new AtomicReference<>();
    await(request.request()).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
      last.set(send(request));
      JsonNode body = JsonMapper.shared().readTree(last.get().body());
      return request.until().entrySet().stream().allMatch(each -> each.getValue().equals(at(body, each.getKey())));
    });
    return last.get();
  }

  /** Numbers are the same whatever type they were read as. */
  private static JsonNode at(JsonNode body, String pointer) {
    return JsonMapper.shared().readTree(body.at(pointer).isMissingNode() ? "null" : body.at(pointer).toString());
  }

  private HttpResponse<String> send(ApiRequest request) {
    String content = request.content() == null ? null : resolved(request.content());
    HttpRequest.Builder builder = client.getHttpClient().newHttpRequestBuilder()
        .uri(client.getConfiguration().getMasterUrl().replaceAll("/$", "") + resolved(request.path()))
        .method(request.method(), request.type(), content);
    try {
      return client.getHttpClient().sendAsync(builder.build(), String.class).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(request.request() + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String resolved(String text) {
    Matcher references = REFERENCE.matcher(text);
    String resolved = references.replaceAll(match -> Matcher.quoteReplacement(
        JsonMapper.shared().readTree(bodies.get(Integer.parseInt(match.group(1)) - 1)).at(match.group(2)).asString()));
    String repeated = REPETITION.matcher(resolved)
        .replaceAll(match -> match.group(1).repeat(Integer.parseInt(match.group(2))));
    return repeated.replaceAll("\\bNS\\b", namespace);
  }
}

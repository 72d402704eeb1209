package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftless.sim.api.ApiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class ApiVerticleTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String TABLES = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

  private Served served = Served.plain();

  @AfterEach
  void end() {
    served.close();
  }

  private HttpResponse<String> pod(String name, String query) throws IOException, InterruptedException {
    return served.post(PODS + query, "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '" + name
        + "', 'labels': {'app': 'web'}}, 'spec': {'containers': [{'name': 'c', 'image': 'x:1'}]}}");
  }

  @Test
  void an_object_lives_from_post_to_delete() throws Exception {
    HttpResponse<String> created = served.post(MAPS, "{'metadata': {'name': 'c'}, 'data': {'a': '1'}}");
    HttpResponse<String> patched =
        served.send("PATCH", MAPS + "/c", "application/merge-patch+json", "{'data': {'b': '2'}}");
    HttpResponse<String> deleted = served.send("DELETE", MAPS + "/c", "application/json", "");
    HttpResponse<String> gone = served.get(MAPS + "/c", "*/*");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(Served.read(patched).path("data").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(Served.read(deleted).path("status").asString()).isEqualTo("Success");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(Served.read(gone).toString()).isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
        + "\"status\":\"Failure\",\"message\":\"configmaps \\\"c\\\" not found\",\"reason\":\"NotFound\","
        + "\"details\":{\"name\":\"c\",\"kind\":\"configmaps\"},\"code\":404}");
  }

  @Test
  void yaml_is_understood() throws Exception {
    HttpResponse<String> created =
        served.send("POST", MAPS, "application/yaml", "metadata: {name: c}\ndata: {a: b}\n");

    assertThat(Served.read(created).path("data").path("a").asString()).isEqualTo("b");
  }

  @Test
  void a_dry_run_stores_nothing() throws Exception {
    assertThat(pod("a", "?dryRun=All").statusCode()).isEqualTo(201);
    assertThat(served.json(PODS).path("items")).isEmpty();
    assertThat(pod("a", "?dryRun=Some").statusCode()).isEqualTo(422);
  }

  @Test
  void a_dry_run_evicts_nothing_whatever_options_it_brings() throws Exception {
    pod("a", "");

    HttpResponse<String> evicted = served.post(PODS + "/a/eviction?dryRun=All", "{'apiVersion': 'policy/v1', 'kind':"
        + " 'Eviction', 'metadata': {'name': 'a'}, 'deleteOptions': {'gracePeriodSeconds': 0}}");

    assertThat(evicted.statusCode()).isEqualTo(201);
    assertThat(served.get(PODS + "/a", "*/*").statusCode()).isEqualTo(200);
  }

  @Test
  void lists_come_by_pages() throws Exception {
    pod("a", "");
    pod("b", "");

    JsonNode first = served.json(PODS + "?limit=1");
    JsonNode second = served.json(PODS + "?limit=1&continue=" + first.path("metadata").path("continue").asString(""));

    assertThat(first.path("kind").asString()).isEqualTo("PodList");
    assertThat(first.path("metadata").path("remainingItemCount").asInt()).isOne();
    assertThat(second.path("items").get(0).path("metadata").path("name").asString()).isEqualTo("b");
    assertThat(second.path("metadata").has("continue")).isFalse();
  }

  @Test
  void tables_have_the_usual_columns() throws Exception {
    pod("a", "");

    JsonNode table = Served.read(served.get(PODS, TABLES));

    assertThat(table.path("kind").asString()).isEqualTo("Table");
    assertThat(table.path("columnDefinitions").valueStream().map(column -> column.path("name").asString("")).toList())
        .startsWith("Name", "Ready", "Status", "Restarts", "Age");
    assertThat(table.path("rows").get(0).path("cells").valueStream().map(cell -> cell.asString("")).toList())
        .startsWith("a", "0/1", "Pending", "0");
    assertThat(table.path("rows").get(0).path("object").path("kind").asString()).isEqualTo("PartialObjectMetadata");
  }

  @Test
  void what_cannot_be_spoken_is_not_acceptable() throws Exception {
    assertThat(served.get(PODS, "application/vnd.kubernetes.protobuf").statusCode()).isEqualTo(406);
    assertThat(served.get(PODS, "application/vnd.kubernetes.protobuf,application/json").statusCode()).isEqualTo(200);
  }

  @Test
  void server_side_apply_is_refused() throws Exception {
    HttpResponse<String> answer =
        served.send("PATCH", MAPS + "/c?fieldManager=x", "application/apply-patch+yaml", "{}");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(Served.read(answer).path("reason").asString()).isEqualTo("UnsupportedMediaType");
  }

  @Test
  void a_watch_tells_and_ends_in_time() throws Exception {
    pod("a", "");

    HttpResponse<String> watched = served.get(PODS + "?watch=true&timeoutSeconds=1", "application/json");

    List<JsonNode> events = watched.body().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(events).singleElement().satisfies(event -> {
      assertThat(event.path("type").asString()).isEqualTo("ADDED");
      assertThat(event.path("object").path("kind").asString()).isEqualTo("Pod");
    });
  }

  @Test
  void events_have_two_names() throws Exception {
    served.post("/apis/events.k8s.io/v1/namespaces/default/events", "{'metadata': {'name': 'e'}, 'note': 'hello',"
        + " 'regarding': {'kind': 'Pod', 'name': 'a', 'namespace': 'default'}, 'reportingController': 'me',"
        + " 'reportingInstance': 'me-1', 'action': 'Greet', 'reason': 'Met', 'type': 'Normal',"
        + " 'eventTime': '2026-01-01T00:00:00.000000Z'}");

    JsonNode event = served.json("/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=a")
        .path("items").get(0);

    assertThat(event.path("message").asString()).isEqualTo("hello");
    assertThat(event.path("involvedObject").path("name").asString()).isEqualTo("a");
    assertThat(event.path("reportingComponent").asString()).isEqualTo("me");
    assertThat(event.has("note")).isFalse();
  }

  @Test
  void replicas_have_a_subresource() throws Exception {
    String sets = "/apis/apps/v1/namespaces/default/replicasets";
    served.post(sets, "{'metadata': {'name': 'r'}, 'spec': {'selector': {'matchLabels': {'b': '2', 'a': '1'}},"
        + " 'template': {'metadata': {'labels': {'a': '1', 'b': '2'}},"
        + " 'spec': {'containers': [{'name': 'c', 'image': 'x'}]}}}}");

    JsonNode scaled = Served.read(
        served.send("PATCH", sets + "/r/scale", "application/merge-patch+json", "{'spec': {'replicas': 3}}"));

    assertThat(scaled.path("kind").asString()).isEqualTo("Scale");
    assertThat(scaled.path("status").path("selector").asString()).isEqualTo("a=1,b=2");
    assertThat(served.json(sets + "/r").path("spec").path("replicas").asInt()).isEqualTo(3);
  }

  @Test
  void everything_is_allowed() throws Exception {
    HttpResponse<String> review = served.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        "{'kind': 'SelfSubjectAccessReview', 'spec': {}}");

    assertThat(review.statusCode()).isEqualTo(201);
    assertThat(Served.read(review).path("status").path("allowed").asBoolean()).isTrue();
  }

  @Test
  void discovery_names_what_there_is() throws Exception {
    assertThat(served.json("/apis").path("groups").valueStream().map(group -> group.path("name").asString("")).toList())
        .contains("apps", "policy", "coordination.k8s.io");
    assertThat(served.json("/apis/apps/v1").path("resources").valueStream()
        .map(resource -> resource.path("name").asString("")).toList())
        .contains("deployments", "deployments/status", "deployments/scale");
    assertThat(served.json("/apis/autoscaling").path("preferredVersion").path("groupVersion").asString(""))
        .isEqualTo("autoscaling/v2");
    assertThat(served.json("/apis/autoscaling/v2").path("resources").valueStream()
        .map(resource -> resource.path("name").asString("")).toList())
        .containsExactly("horizontalpodautoscalers", "horizontalpodautoscalers/status");
    assertThat(served.get("/apis/autoscaling/v1", "*/*").statusCode()).isEqualTo(404);
    assertThat(served.json("/api/v1").path("resources").valueStream()
        .filter(resource -> resource.toString().contains("deletecollection"))
        .map(resource -> resource.path("name").asString("")).toList())
        .contains("pods", "nodes").doesNotContain("namespaces");
    assertThat(served.get("/readyz", "*/*").body()).isEqualTo("ok");
    assertThat(served.get("/nope", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void a_table_has_the_objects_in_a_known_way() throws Exception {
    assertThat(served.get(PODS + "?includeObject=Foo", TABLES).statusCode()).isEqualTo(400);
    assertThat(served.get(PODS + "?watch=1&includeObject=Foo", TABLES).statusCode()).isEqualTo(400);
    assertThat(served.get(PODS + "?includeObject=Foo", "application/json").statusCode()).isEqualTo(200);
  }

  @Test
  void a_table_of_autoscalers_tells_what_is_measured_and_wanted() throws Exception {
    served.post("/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers", """
        {'metadata': {'name': 'web'}, 'spec': {'maxReplicas': 3,
         'scaleTargetRef': {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'name': 'shop'}}}""");

    JsonNode cells = Served.read(served.get("/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers", TABLES))
        .path("rows").path(0).path("cells");
    assertThat(cells.valueStream().limit(6).map(cell -> cell.asString("")).toList())
        .containsExactly("web", "Deployment/shop", "cpu: <unknown>/80%", "1", "3", "0");
  }

  @Test
  void methods_that_make_no_sense_are_refused() throws Exception {
    assertThat(served.send("PUT", PODS, "application/json", "{}").statusCode()).isEqualTo(405);
    assertThat(served.send("PUT", PODS + "/a/binding", "application/json", "{}").statusCode()).isEqualTo(405);
    assertThat(served.get(PODS + "/a/log", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void requests_are_written_down(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.log");
    served.close();
    served = new Served(Optional.of(file), Interference.NONE);
    served.post(MAPS + "?dryRun=All", "{'metadata': {'name': 'c'}}");
    served.json(MAPS);
    served.get(MAPS + "?watch=true&timeoutSeconds=1", "*/*");

    List<JsonNode> lines = Files.readAllLines(file).stream().map(JsonMapper.shared()::readTree).toList();
    assertThat(lines.stream().map(line -> line.path("verb").asString("") + " " + line.path("stage").asString("") + " "
        + line.path("level").asString("")).toList())
        .containsExactly("create ResponseComplete Request", "list ResponseComplete Metadata",
            "watch ResponseStarted Metadata", "watch ResponseComplete Metadata");
    assertThat(lines.getFirst().path("requestObject").path("metadata").path("name").asString()).isEqualTo("c");
    assertThat(lines.getFirst().path("responseStatus").path("code").asInt()).isEqualTo(201);
    assertThat(lines.getFirst().path("objectRef")).isEqualTo(JsonMapper.shared().readTree("""
        {"resource": "configmaps", "namespace": "default", "name": "c", "apiVersion": "v1"}"""));
  }

  @Test
  void refusals_are_written_down_with_their_words(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.log");
    served.close();
    served = new Served(Optional.of(file), Interference.NONE);
    served.get(MAPS + "/none", "*/*");

    assertThat(JsonMapper.shared().readTree(Files.readString(file)).path("responseStatus")).isEqualTo(
        JsonMapper.shared().readTree("""
            {"metadata": {}, "status": "Failure", "message": "configmaps \\"none\\" not found", "reason": "NotFound",
             "details": {"name": "none", "kind": "configmaps"}, "code": 404}"""));
  }

  @Test
  void what_cannot_be_decoded_is_answered_all_the_same() throws Exception {
    for (String path : List.of(MAPS + "/a%zz", MAPS + "?labelSelector=%zz")) {
      assertThat(rawStatus("GET " + path)).as(path).isEqualTo("HTTP/1.1 400 Bad Request");
    }
  }

  /** By hand: the client of the JDK sends no such thing. */
  private String rawStatus(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", URI.create(served.url()).getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((request + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
  }

  @Test
  void an_answer_can_be_lost_after_the_write() throws Exception {
    served.close();
    served = new Served(Optional.empty(), new Interference() {
      @Override
      public boolean losesAnswer(String method, String path) {
        return method.equals("POST");
      }

      @Override
      public Optional<ApiException> refusal(String method, String path) {
        return Optional.of(new ApiException(503, "ServiceUnavailable", "no")).filter(e -> method.equals("DELETE"));
      }
    });

    assertThatThrownBy(() -> served.post(MAPS, "{'metadata': {'name': 'c'}}")).isInstanceOf(IOException.class);
    assertThat(served.get(MAPS + "/c", "*/*").statusCode()).isEqualTo(200);
    assertThat(served.send("DELETE", MAPS + "/c", "application/json", "").statusCode()).isEqualTo(503);
  }
}

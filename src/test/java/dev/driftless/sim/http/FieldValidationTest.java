package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpResponse;

/** The messages are those of the real API server, asked in the same way. */
class FieldValidationTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String MERGE = "application/merge-patch+json";

  private final Served served = Served.plain();

  @AfterEach
  void end() {
    served.close();
  }

  private HttpResponse<String> map(String query, String fields) throws IOException, InterruptedException {
    return served.post(MAPS + query, "{'metadata': {'name': 'c'}, " + fields + "}");
  }

  private static String message(HttpResponse<String> response) {
    return Served.read(response).path("message").asString("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?fieldValidation=Warn"})
  void usually_unknown_fields_are_dropped_with_a_warning(String query) throws Exception {
    HttpResponse<String> created = map(query, "'dat': {}, 'spec': 1, 'data': {'a': 'b'}");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().allValues("Warning"))
        .containsExactly("299 - \"unknown field \\\"dat\\\"\"", "299 - \"unknown field \\\"spec\\\"\"");
    assertThat(served.json(MAPS + "/c").propertyNames()).containsOnly("apiVersion", "kind", "metadata", "data");
  }

  @Test
  void they_can_be_dropped_silently() throws Exception {
    HttpResponse<String> created = map("?fieldValidation=Ignore", "'dat': {}");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().allValues("Warning")).isEmpty();
    assertThat(served.json(MAPS + "/c").has("dat")).isFalse();
  }

  @Test
  void they_can_be_refused() throws Exception {
    HttpResponse<String> refused = map("?fieldValidation=Strict", "'dat': {}, 'metadata': {'nam': 1}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(message(refused)).isEqualTo("ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict"
        + " decoding error: duplicate field \"metadata\", unknown field \"metadata.nam\", unknown field \"dat\"");
    assertThat(served.get(MAPS + "/c", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void wrong_types_are_refused_always() throws Exception {
    HttpResponse<String> refused = map("?fieldValidation=Ignore", "'data': {'a': 1}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(message(refused)).isEqualTo("ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot"
        + " unmarshal number into Go struct field ConfigMap.data of type string");
  }

  @Test
  void there_is_no_other_validation() throws Exception {
    HttpResponse<String> refused = map("?fieldValidation=strict", "'data': {}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(message(refused)).isEqualTo("CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported"
        + " value: \"strict\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"");
  }

  @Test
  void a_put_is_looked_at_like_a_post() throws Exception {
    map("", "'data': {}");

    HttpResponse<String> refused = served.send("PUT", MAPS + "/c?fieldValidation=Strict", "application/json",
        "{'metadata': {'name': 'c'}, 'dat': {}}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(message(refused)).endsWith("strict decoding error: unknown field \"dat\"");
  }

  @Test
  void yaml_tells_the_lines_of_duplicates() throws Exception {
    HttpResponse<String> created = served.send("POST", MAPS, "application/yaml",
        "metadata: {name: c}\ndata:\n  a: b\n  a: c\n");

    assertThat(created.headers().allValues("Warning"))
        .containsExactly("299 - \"line 4: key \\\"a\\\" already set in map\"");
    assertThat(served.json(MAPS + "/c").path("data").path("a").asString()).isEqualTo("c");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/dev/driftless/sim/http/refused-patches.csv", delimiter = '|', quoteCharacter = '`')
  void a_patch_is_refused_for_what_it_makes(String type, String patch, String value, String error) throws Exception {
    map("", "'data': {'a': 'b'}");

    HttpResponse<String> refused =
        served.send("PATCH", MAPS + "/c?fieldValidation=Strict", "application/" + type, patch);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(message(refused)).startsWith(" \"\" is invalid: patch: Invalid value: \"" + value)
        .endsWith("\": " + error);
    assertThat(served.json(MAPS + "/c").path("data").toString()).isEqualTo("{\"a\":\"b\"}");
  }

  @Test
  void a_patch_of_unknown_fields_changes_nothing() throws Exception {
    map("", "'data': {}");
    String version = served.json(MAPS + "/c").at("/metadata/resourceVersion").asString();

    HttpResponse<String> patched = served.send("PATCH", MAPS + "/c", MERGE, "{'dat': 1}");

    assertThat(patched.headers().allValues("Warning")).containsExactly("299 - \"unknown field \\\"dat\\\"\"");
    assertThat(Served.read(patched).at("/metadata/resourceVersion").asString()).isEqualTo(version);
  }

  @Test
  void subresources_have_fields_of_their_own() throws Exception {
    String set = "{'metadata': {'name': 's'}, 'spec': {'selector': {'matchLabels': {'a': 'b'}}, 'template':"
        + " {'metadata': {'labels': {'a': 'b'}}, 'spec': {'containers': [{'name': 'c', 'image': 'x'}]}}}}";
    served.post("/apis/apps/v1/namespaces/default/statefulsets", set);
    served.post(PODS, "{'metadata': {'name': 'p'}, 'spec': {'containers': [{'name': 'c', 'image': 'x'}]}}");

    HttpResponse<String> scale = served.send("PATCH", "/apis/apps/v1/namespaces/default/statefulsets/s/scale", MERGE,
        "{'spec': {'replicas': '3'}}");
    HttpResponse<String> eviction = served.post(PODS + "/p/eviction?fieldValidation=Strict",
        "{'apiVersion': 'policy/v1', 'kind': 'Eviction', 'metadata': {'name': 'p'}, 'deleteOptions': {'x': 1}}");
    HttpResponse<String> deletion = served.send("DELETE", PODS + "/p", "application/json",
        "{'gracePeriodSeconds': 'x'}");

    assertThat(message(scale))
        .endsWith("json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32");
    assertThat(message(eviction)).isEqualTo("Eviction in version \"v1\" cannot be handled as a Eviction: strict"
        + " decoding error: unknown field \"deleteOptions.x\"");
    assertThat(message(deletion)).isEqualTo(
        "json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64");
    assertThat(served.get(PODS + "/p", "*/*").statusCode()).isEqualTo(200);
  }

  @Test
  void events_have_the_fields_of_their_group() throws Exception {
    HttpResponse<String> created = served.post("/api/v1/namespaces/default/events",
        "{'metadata': {'name': 'e'}, 'message': 'm', 'note': 'n', 'involvedObject': {'name': 'a'}}");

    assertThat(created.headers().allValues("Warning")).containsExactly("299 - \"unknown field \\\"note\\\"\"");
    assertThat(Served.read(created).path("message").asString()).isEqualTo("m");
  }
}

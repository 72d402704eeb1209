package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Computing, reading and comparing proxy images, case by case. */
class ImageCasesTest {

  private static final JsonNode TABLE = Fixtures.document("image-cases.yaml");

  static Stream<Arguments> computed() {
    return TABLE.path("compute").valueStream().flatMap(row -> Stream.of("1.30.3", "1.31.0")
        .map(version -> Arguments.of(row.path("id").asString(), version, row)));
  }

  static Stream<JsonNode> parsed() {
    return TABLE.path("parse").valueStream();
  }

  static Stream<Arguments> compared() {
    return TABLE.path("compare").valueStream().map(row -> Arguments.of(row.path("expected").asString(),
        row.path("actual").asString(), row.path("result").asString()));
  }

  @Test
  void the_table_is_complete() {
    assertThat(TABLE.path("compute").size()).isEqualTo(18);
    assertThat(TABLE.path("parse").size()).isEqualTo(12);
    assertThat(TABLE.path("compare").size()).isEqualTo(12);
  }

  @ParameterizedTest(name = "{0} with istiod {1}, imageType from the MeshConfig")
  @MethodSource("computed")
  void computes_the_image_with_an_image_type_of_the_mesh(String id, String version, JsonNode row) {
    MeshFacts mesh = Meshes.withMeshConfig(mesh(row, version),
        new Parsed.Value(new Tree.Mapping(Map.of("defaultConfig", proxyConfig(row)))));

    assertThat(image(template(row), mesh)).isEqualTo(expected(row, version));
  }

  @ParameterizedTest(name = "{0} with istiod {1}, imageType from the annotation")
  @MethodSource("computed")
  void computes_the_image_with_an_image_type_of_the_template(String id, String version, JsonNode row) {
    TemplateFacts template = Templates.withProxyConfig(template(row), new Parsed.Value(proxyConfig(row)));

    assertThat(image(template, mesh(row, version))).isEqualTo(expected(row, version));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parsed")
  void takes_a_reference_apart(JsonNode row) {
    ImageRef image = ImageRef.parse(row.path("image").asString());

    assertThat(image).isEqualTo(
        new ImageRef(row.path("repo").asString(), Fixtures.text(row, "tag"), Fixtures.text(row, "digest")));
    assertThat(image.version().map(IstioVersion::toString)).isEqualTo(Fixtures.text(row, "version"));
    assertThat(image.variant()).isEqualTo(Fixtures.text(row, "variant"));
  }

  @ParameterizedTest(name = "{0} against {1} is {2}")
  @MethodSource("compared")
  void compares(String expected, String actual, String result) {
    assertThat(ImageDifference.between(expected, actual)).isEqualTo(ImageDifference.valueOf(result));
  }

  private static String expected(JsonNode row, String version) {
    return version.startsWith("1.30.") && row.has("le130") ? row.path("le130").asString() : row.path("want").asString();
  }

  private static String image(TemplateFacts template, MeshFacts mesh) {
    Expectation expectation =
        Injection.expect(template, Templates.namespace("app", Map.of("istio-injection", "enabled")), mesh);
    assertThat(expectation).isInstanceOf(Injected.class);
    return ((Injected) expectation).image();
  }

  private static TemplateFacts template(JsonNode row) {
    Map<String, String> annotations = new HashMap<>();
    Fixtures.text(row, "annImage").ifPresent(image -> annotations.put("sidecar.istio.io/proxyImage", image));
    Fixtures.text(row, "annType").ifPresent(type -> annotations.put("sidecar.istio.io/proxyImageType", type));
    return new TemplateFacts(Map.of(), annotations, false, Optional.empty(), Optional.empty(), "", "", "", Map.of());
  }

  private static MeshFacts mesh(JsonNode row, String version) {
    Map<String, Tree> global = new HashMap<>();
    for (String key : new String[] {"hub", "tag", "variant"}) {
      global.put(key, Fixtures.tree(row.path(key)));
    }
    global.put("proxy", new Tree.Mapping(Map.of("image", Fixtures.tree(row.path("image")))));
    return Meshes.single(Fixtures.parsed("policy: enabled"),
        new Parsed.Value(new Tree.Mapping(Map.of("global", new Tree.Mapping(global)))),
        Optional.of(Meshes.controlPlane("default", version)));
  }

  /** No image message if the row gives no imageType. */
  private static Tree proxyConfig(JsonNode row) {
    return row.has("pcImage")
        ? new Tree.Mapping(Map.of("image", new Tree.Mapping(Map.of("imageType", Fixtures.tree(row.path("pcImage"))))))
        : new Tree.Mapping(Map.of());
  }
}

package dev.driftless.sim.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The messages are those of the real API server, asked in the same way. */
class DecoderTest {

  private static final Schema.Struct DEPLOYMENT = Schemas.of("apps/v1", "Deployment");

  private static ObjectNode json(String text) {
    return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private static ObjectNode container(String fields) {
    return json("{'spec': {'template': {'spec': {'containers': [{" + fields + "}]}}}}");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/dev/driftless/sim/api/schema/mismatches.csv", delimiter = '|', quoteCharacter = '`')
  void wrong_types(String object, String decoded, String converted) {
    MismatchException mismatch = catchThrowableOfType(MismatchException.class,
        () -> Decoder.decode(json(object), DEPLOYMENT));

    assertThat(mismatch).hasMessage(decoded);
    assertThat(mismatch.converted()).isEqualTo(converted == null ? decoded : converted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'spec': null", "'spec': {'replicas': null, 'strategy': null}", "'spec': {'replicas': 1}",
      "'metadata': {'labels': {'a': null}, 'finalizers': [null]}", "'metadata': {'generation': 9999999999}",
      "'metadata': {'creationTimestamp': '2026-01-01T00:00:00.5+01:00'}",
      "'metadata': {'creationTimestamp': '2024-02-29T00:00:00Z'}",
      "'metadata': {'managedFields': [{'fieldsV1': {'f:x': {}}}]}",
      "'spec': {'strategy': {'rollingUpdate': {'maxSurge': '25%', 'maxUnavailable': 1}}}"})
  void what_fits_stays_the_same_object(String fields) throws MismatchException {
    ObjectNode object = json("{" + fields + "}");

    assertThat(Decoder.decode(object, DEPLOYMENT).object()).isSameAs(object);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.5", "'100m'", "'1Gi'", "null"})
  void amounts_are_texts_or_numbers(String amount) throws MismatchException {
    ObjectNode object = container("'resources': {'limits': {'cpu': " + amount + "}}");

    assertThat(Decoder.decode(object, DEPLOYMENT).object()).isSameAs(object);
  }

  @Test
  void unknown_fields_are_dropped_from_a_copy() throws MismatchException {
    ObjectNode object = container("'name': 'a', 'imag': 1, 'env': [{}, {'nam': {}}]");
    object.put("nope", 1);
    String before = object.toString();

    Decoded decoded = Decoder.decode(object, DEPLOYMENT);

    assertThat(decoded.unknown()).containsExactly("spec.template.spec.containers[0].imag",
        "spec.template.spec.containers[0].env[1].nam", "nope");
    assertThat(decoded.object()).isEqualTo(container("'name': 'a', 'env': [{}, {}]"));
    assertThat(object).hasToString(before);
  }

  @Test
  void names_are_told_apart_by_case() throws MismatchException {
    assertThat(Decoder.decode(json("{'Spec': {}}"), DEPLOYMENT).unknown()).containsExactly("Spec");
  }

  @Test
  void fields_of_later_versions_are_unknown() throws MismatchException {
    ObjectNode object = container("'livenessProbe': {'httpGet': {'port': 1, 'protocol': 'x'}}");

    assertThat(Decoder.decode(object, DEPLOYMENT).unknown())
        .containsExactly("spec.template.spec.containers[0].livenessProbe.httpGet.protocol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"YQ==", "YWJj", ""})
  void bytes_are_base64(String text) throws MismatchException {
    ObjectNode map = json("{'binaryData': {'a': '" + text + "'}}");

    assertThat(Decoder.decode(map, Schemas.of("v1", "ConfigMap")).object()).isSameAs(map);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "YQ"})
  void other_texts_are_no_bytes(String text) {
    ObjectNode map = json("{'binaryData': {'a': '" + text + "'}}");

    assertThat(catchThrowableOfType(MismatchException.class,
        () -> Decoder.decode(map, Schemas.of("v1", "ConfigMap")))).hasMessage("illegal base64 data at input byte 0");
  }

  @Test
  void leases_tell_their_time_by_the_microsecond() throws MismatchException {
    Schema.Struct lease = Schemas.of("coordination.k8s.io/v1", "Lease");
    ObjectNode exact = json("{'spec': {'renewTime': '2026-01-01T00:00:00.000000Z'}}");
    ObjectNode coarse = json("{'spec': {'renewTime': '2026-01-01T00:00:00Z'}}");

    assertThat(Decoder.decode(exact, lease).object()).isSameAs(exact);
    assertThat(catchThrowableOfType(MismatchException.class, () -> Decoder.decode(coarse, lease)))
        .hasMessageStartingWith("parsing time \"2026-01-01T00:00:00Z\" as \"2006-01-02T15:04:05.000000Z07:00\"");
  }
}

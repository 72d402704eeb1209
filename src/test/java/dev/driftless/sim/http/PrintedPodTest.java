package dev.driftless.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PrintedPodTest {

  @ParameterizedTest
  @CsvFileSource(resources = "/dev/driftless/sim/http/states-of-pods.csv", delimiter = '|', quoteCharacter = '`')
  void one_word_for_a_pod(String word, String ready, String status) {
    PrintedPod state = PrintedPod.of(pod("{'initContainers':[{'name':'i'}],'containers':[{},{}]}", status, ""));

    assertThat(state.word()).isEqualTo(word);
    assertThat(state.ready()).isEqualTo(ready);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      Terminating | {'phase':'Running'}
      Succeeded   | {'phase':'Succeeded'}
      """)
  void a_pod_that_has_to_go(String word, String status) {
    assertThat(PrintedPod.of(pod("{'containers':[{}]}", status, ",'deletionTimestamp':'2026-01-01T00:00:00Z'")).word())
        .isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      2/2 | true
      1/2 | false
      """)
  void a_native_sidecar_counts_among_the_containers(String ready, boolean sidecarReady) {
    JsonNode pod = pod("{'initContainers':[{'name':'istio-proxy','restartPolicy':'Always'}],'containers':[{}]}",
        "{'phase':'Running','initContainerStatuses':[{'name':'istio-proxy','started':true,'ready':" + sidecarReady
            + ",'state':{'running':{}}}],'containerStatuses':[{'ready':true,'state':{'running':{}}}]}", "");

    assertThat(PrintedPod.of(pod).ready()).isEqualTo(ready);
    assertThat(PrintedPod.of(pod).word()).isEqualTo("Running");
  }

  private static JsonNode pod(String spec, String status, String metadata) {
    return JsonMapper.shared().readTree(
        ("{'metadata':{'name':'a'" + metadata + "},'spec':" + spec + ",'status':" + status + "}").replace('\'', '"'));
  }
}

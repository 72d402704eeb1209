package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSelectorTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      metadata.name=a                    | true
      metadata.name==a                   | true
      metadata.name!=a                   | false
      spec.nodeName=n,status.phase=Failed | false
      spec.nodeName=                     | false
      status.nominatedNodeName=          | true
      """)
  void selects_pods(String selector, boolean selected) throws ApiException {
    var pod = json("{'metadata': {'name': 'a'}, 'spec': {'nodeName': 'n'}, 'status': {'phase': 'Running'}}");

    assertThat(FieldSelector.parse(ResourceTypes.PODS, selector).matches(pod)).isEqualTo(selected);
  }

  @Test
  void events_are_found_by_what_they_regard_under_both_names() throws ApiException {
    var event = json("{'regarding': {'kind': 'Pod', 'name': 'a'}}");

    assertThat(FieldSelector.parse(ResourceTypes.EVENTS, "involvedObject.name=a").matches(event)).isTrue();
    assertThat(FieldSelector.parse(ResourceTypes.EVENTS, "regarding.kind=Node").matches(event)).isFalse();
  }

  @Test
  void other_fields_are_refused() {
    assertThat(refusal(() -> FieldSelector.parse(ResourceTypes.PODS, "spec.x=1")))
        .hasMessage("field label not supported: spec.x");
    assertThat(refusal(() -> FieldSelector.parse(ResourceTypes.DEPLOYMENTS, "spec.x=1"))).hasMessage(
        "\"spec.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    assertThat(refusal(() -> FieldSelector.parse(ResourceTypes.DEPLOYMENTS, "foo")))
        .hasMessage("invalid selector: 'foo'; can't understand 'foo'");
  }
}

package dev.driftless.sim.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SharingTest {

  private final Sharing sharing = new Sharing();

  private ObjectNode shared(String labels) {
    ObjectNode pod = (ObjectNode) JsonMapper.shared().readTree("{\"metadata\": {\"labels\": " + labels + "}}");
    sharing.share(ResourceTypes.PODS, pod);
    return pod;
  }

  @Test
  void equal_parts_are_one() {
    ObjectNode first = shared("{\"a\": \"1\", \"b\": \"2\"}");
    ObjectNode second = shared("{\"a\": \"1\", \"b\": \"2\"}");

    assertThat(second.path("metadata").path("labels")).isSameAs(first.path("metadata").path("labels"));
  }

  @Test
  void each_keeps_the_order_that_it_came_in_whoever_was_there_before() {
    ObjectNode first = shared("{\"a\": \"1\", \"b\": \"2\"}");
    ObjectNode second = shared("{\"b\": \"2\", \"a\": \"1\"}");

    assertThat(first.toString()).contains("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(second.toString()).contains("{\"b\":\"2\",\"a\":\"1\"}");
  }
}

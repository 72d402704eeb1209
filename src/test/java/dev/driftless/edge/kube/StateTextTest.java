package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.engine.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class StateTextTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final MeshMemory MESH = new MeshMemory(
      Map.of("default", List.of(new MeshMemory.Epoch(NOW, NOW, Map.of("a", "1")))), Map.of());
  private static final Memory MEMORY = new Memory(MESH, Map.of("default", NOW, "canary", NOW.plusSeconds(1)),
      Map.of("f00", NOW.plusSeconds(2)),
      Map.of("uid-1", new Memory.Reverted("f00", "digest", "the \"marks\" vanished", true)));

  @Test
  void what_is_written_down_reads_back() {
    assertThat(StateText.read(data(StateText.write(MEMORY)))).isEqualTo(MEMORY);
    assertThat(StateText.read(data(StateText.write(Memory.NOTHING)))).isEqualTo(Memory.NOTHING);
    assertThat(StateText.read(data(Map.of()))).isEqualTo(Memory.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{\"default\":\"yesterday\"}", "{\"default\":{}}", "{\"uid-1\":{}}"})
  void what_cannot_be_read_is_forgotten_and_nothing_else(String text) {
    for (String key : List.of(StateText.CAMPAIGNS, StateText.BREAKER, StateText.REVERTED)) {
      Map<String, String> data = StateText.write(MEMORY);
      data.put(key, text);

      Memory read = StateText.read(data(data));

      assertThat(read.mesh()).isEqualTo(MESH);
      assertThat(read.campaigns()).isEqualTo(key.equals(StateText.CAMPAIGNS) ? Map.of() : MEMORY.campaigns());
      assertThat(read.opened()).isEqualTo(key.equals(StateText.BREAKER) ? Map.of() : MEMORY.opened());
      assertThat(read.reverted()).isEqualTo(key.equals(StateText.REVERTED) ? Map.of() : MEMORY.reverted());
    }
  }

  private static ObjectNode data(Map<String, String> data) {
    ObjectNode object = JsonMapper.shared().createObjectNode();
    data.forEach(object::put);
    return object;
  }
}

package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class MemoryTextTest {

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

  @Test
  void what_is_written_down_reads_back() {
    MeshMemory memory = MeshMemory.NOTHING.witness(List.of(mesh("default", "a"), mesh("canary", "a")), NOW)
        .confirmed(NOW.plusNanos(5)).witness(List.of(mesh("default", "b")), NOW.plusSeconds(60))
        .standing(List.of(new InjectorFacts("istio-sidecar-injector", "default", new Parsed.Value(Tree.NOTHING),
            new Parsed.Value(Tree.NOTHING))), NOW.plusSeconds(70));

    assertThat(MemoryText.read(MemoryText.settings(memory), MemoryText.injectors(memory))).isEqualTo(memory);
    assertThat(memory.epochs().get("default")).hasSize(2);
    assertThat(memory.standingSince("default")).isEqualTo(NOW.plusSeconds(70));
    assertThat(MemoryText.read(MemoryText.settings(MeshMemory.NOTHING), "{}")).isEqualTo(MeshMemory.NOTHING);
  }

  @Test
  void the_same_is_written_in_the_same_way() {
    MeshMemory.Epoch epoch = new MeshMemory.Epoch(NOW, NOW.plusSeconds(1), Map.of("b", "2", "a", "1"));
    MeshMemory memory = new MeshMemory(Map.of("x", List.of(epoch), "default", List.of()), Map.of());

    assertThat(MemoryText.settings(memory)).isEqualTo(
        "{\"default\":[],\"x\":[{\"since\":\"2026-11-01T08:00:00Z\",\"until\":\"2026-11-01T08:00:01Z\","
            + "\"settings\":{\"a\":\"1\",\"b\":\"2\"}}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "text", "null", "{\"default\":[]}", "{\"default\":{}}",
      "{\"default\":[{\"since\":\"yesterday\",\"until\":\"2026-11-01T08:00:00Z\",\"settings\":{}}]}",
      "{\"default\":[{\"since\":\"2026-11-01T08:00:00Z\",\"settings\":{}}]}",
      "{\"default\":[7]}"})
  void what_cannot_be_read_is_forgotten(String text) {
    assertThat(MemoryText.read(text, "{}")).isEqualTo(MeshMemory.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"default\":7}", "{\"default\":{\"since\":\"yesterday\",\"fingerprint\":\"a\"}}"})
  void an_injector_that_cannot_be_read_is_forgotten(String text) {
    assertThat(MemoryText.read("{}", text).standingSince("default")).isEqualTo(Instant.MAX);
  }

  @Test
  void half_a_memory_is_none() {
    String good = "{\"since\":\"2026-11-01T08:00:00Z\",\"until\":\"2026-11-01T08:00:00Z\",\"settings\":{}}";

    assertThat(MemoryText.read("{\"default\":[" + good + "]}", "{}").epochs()).hasSize(1);
    assertThat(MemoryText.read("{\"default\":[" + good + ",{\"since\":\"x\"}]}", "{}"))
        .isEqualTo(MeshMemory.NOTHING);
  }

  private static MeshConfigFacts mesh(String revision, String trustDomain) {
    return new MeshConfigFacts("istio", revision, new Parsed.Value(
        new Tree.Mapping(Map.of("trustDomain", new Tree.Scalar(trustDomain, Tree.ScalarType.TEXT)))));
  }
}

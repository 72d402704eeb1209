package dev.driftless.sim.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;

class SchemasTest {

  static final List<ResourceType> TYPES = ResourceTypes.ALL;

  @ParameterizedTest
  @FieldSource("TYPES")
  void everything_that_is_stored_has_a_schema(ResourceType type) {
    assertThat(Schemas.of(type.apiVersion(), type.kind()).fields()).containsKeys("apiVersion", "kind", "metadata");
  }

  @Test
  void schemas_are_made_once() {
    assertThat(Schemas.of("v1", "Pod")).isSameAs(Schemas.of("v1", "Pod"));
  }

  @Test
  void events_are_of_two_kinds() {
    assertThat(Schemas.of("v1", "Event").fields()).containsKey("involvedObject").doesNotContainKey("regarding");
    assertThat(Schemas.of("events.k8s.io/v1", "Event").fields()).containsKey("regarding");
  }

  @Test
  void nothing_else_has_one() {
    assertThatThrownBy(() -> Schemas.of("v1", "Secret")).hasMessage("no schema of v1 Secret");
  }
}

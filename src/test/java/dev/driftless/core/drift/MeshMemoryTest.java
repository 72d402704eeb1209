package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class MeshMemoryTest {

  private static final MeshConfigFacts FIRST = Yaml.mesh("trustDomain: first");
  private static final MeshConfigFacts SECOND = Yaml.mesh("trustDomain: second");

  @Test
  void the_same_again_is_the_same_epoch_and_as_long_as_it_was_confirmed() {
    MeshMemory memory = MeshMemory.NOTHING.witness(List.of(FIRST), at(0)).witness(List.of(FIRST), at(5));

    assertThat(memory.epochs().get("default"))
        .containsExactly(new MeshMemory.Epoch(at(0), at(0), MeshSettings.of(Yaml.tree("trustDomain: first"))));
    assertThat(memory.confirmed(at(9)).confirmed(at(3)).epochs().get("default").getLast().until()).isEqualTo(at(9));
  }

  @Test
  void another_setting_begins_an_epoch_and_the_old_one_ends_when_it_was_last_seen() {
    MeshMemory memory = twoEpochs();

    assertThat(memory.epochs().get("default")).extracting(MeshMemory.Epoch::since).containsExactly(at(0), at(20));
    assertThat(memory.epochs().get("default")).extracting(MeshMemory.Epoch::until).containsExactly(at(10), at(30));
    assertThat(memory.current("default").map(MeshMemory.Epoch::since)).contains(at(20));
    assertThat(memory.current("other")).isEmpty();
  }

  /** From 10 to 20 nobody looked. */
  @ParameterizedTest
  @CsvSource({"-1,false", "0,true", "5,true", "10,true", "11,false", "19,false", "20,false", "25,false", "99,false"})
  void what_was_before_is_known_only_where_somebody_looked(long second, boolean known) {
    assertThat(twoEpochs().before("default", at(second)).map(MeshMemory.Epoch::since))
        .isEqualTo(known ? Optional.of(at(0)) : Optional.empty());
  }

  @Test
  void of_each_revision_the_last_twenty_are_kept() {
    MeshMemory memory = MeshMemory.NOTHING;
    for (int i = 0; i < 25; i++) {
      memory = memory.witness(List.of(Yaml.mesh("trustDomain: t" + i), Yaml.mesh("canary", "{}")), at(i));
    }

    assertThat(memory.epochs().get("default")).hasSize(20);
    assertThat(memory.epochs().get("default").getFirst().since()).isEqualTo(at(5));
    assertThat(memory.epochs().get("default").getLast().since()).isEqualTo(at(24));
    assertThat(memory.epochs().get("canary")).hasSize(1);
  }

  @Test
  void what_cannot_be_read_changes_nothing() {
    MeshMemory memory = MeshMemory.NOTHING.witness(List.of(FIRST), at(0));

    assertThat(memory.witness(List.of(new MeshConfigFacts("istio", "default", new Parsed.Unreadable("line 1"))), at(5)))
        .isEqualTo(memory);
  }

  @Test
  void two_have_the_same_epochs_whenever_they_were_last_confirmed() {
    MeshMemory memory = twoEpochs();

    assertThat(memory.sameEpochs(memory.confirmed(at(99)))).isTrue();
    assertThat(memory.sameEpochs(memory.witness(List.of(FIRST), at(40)))).isFalse();
  }

  private static MeshMemory twoEpochs() {
    return MeshMemory.NOTHING.witness(List.of(FIRST), at(0)).confirmed(at(10)).witness(List.of(SECOND), at(20))
        .confirmed(at(30));
  }

  private static Instant at(long second) {
    return Instant.parse("2026-11-01T08:00:00Z").plusSeconds(second);
  }
}

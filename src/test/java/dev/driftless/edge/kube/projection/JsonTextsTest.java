package dev.driftless.edge.kube.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Parsed;
import org.junit.jupiter.api.Test;

class JsonTextsTest {

  private final JsonTexts texts = new JsonTexts();

  @Test
  void a_text_that_was_read_lately_is_not_read_again() {
    Parsed first = texts.read("{\"revision\": \"default\"}");

    assertThat(first).isInstanceOfSatisfying(Parsed.Value.class,
        value -> assertThat(value.tree().at("revision").text()).contains("default"));
    assertThat(texts.read("{\"revision\": \"default\"}")).isSameAs(first);
    assertThat(texts.read("{\"revision\": \"canary\"}")).isNotEqualTo(first);
  }

  @Test
  void of_many_texts_those_of_long_ago_are_forgotten() {
    Parsed first = texts.read("[0]");
    for (int i = 1; i <= 1000; i++) {
      texts.read("[" + i + "]");
    }

    assertThat(texts.read("[0]")).isNotSameAs(first).isEqualTo(first);
  }

  @Test
  void what_is_no_json_stays_unreadable() {
    assertThat(texts.read("{")).isInstanceOf(Parsed.Unreadable.class);
    assertThat(texts.read("{")).isInstanceOf(Parsed.Unreadable.class);
  }
}

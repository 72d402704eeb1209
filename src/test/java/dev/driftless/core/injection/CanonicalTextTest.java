package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Parsed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "''", "0", "false", "{a: {b: null, c: 0}, d: []}"})
  void what_equals_nothing_has_no_text(String yaml) {
    assertThat(text(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {b: 1, a: 2}                 | {a: 2, b: 1}
      {some_name: x}               | {someName: x}
      {a: [b, c], d: 0}            | '{a: [b, c]}'
      '{a: "false"}'               | {a: false}
      {a: {b: {}}, c: true}        | {c: true}
      """)
  void what_means_the_same_has_one_text(String yaml, String canonical) {
    assertThat(text(yaml)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      [a, b]     | [b, a]
      [a, '', b] | [a, b]
      {a: 1}     | {a: 2}
      {a: 1}     | {b: 1}
      """)
  void what_means_something_else_has_another(String one, String other) {
    assertThat(text(one)).isNotEqualTo(text(other));
  }

  @ParameterizedTest
  @CsvSource({"drainDuration,drainDuration", "drain_duration,drainDuration", "a_b_c,aBC", "'',''"})
  void names_are_in_camel_case(String name, String camelCase) {
    assertThat(CanonicalText.camelCase(name)).isEqualTo(camelCase);
  }

  private static String text(String yaml) {
    return CanonicalText.of(((Parsed.Value) Fixtures.parsed(yaml)).tree());
  }
}

package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Parsed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFieldTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      TEXT            | abc          | abc
      TEXT            | 1            | -
      NUMBER          | 2.50         | -
      NUMBER          | '"15020"'    | 15020
      NUMBER          | many         | -
      NUMBER          | [1]          | -
      OPTIONAL_NUMBER | 0            | 0
      DURATION        | 1m30s        | 90s
      DURATION        | 100us        | 0.0001s
      DURATION        | 1.5h         | 5400s
      DURATION        | 5            | -
      DURATION        | '"5"'        | -
      DURATION        | 5s later     | -
      DURATION        | ''''''       | -
      DURATION        | s            | -
      NAME            | TPROXY       | TPROXY
      NAME            | 1            | -
      TEXTS           | [a, b]       | '[a, b]'
      TEXTS           | [1]          | -
      TEXTS           | a            | -
      MAP             | {b: x, a: w} | {a: w, b: x}
      MAP             | {a: true}    | -
      MAP             | [a]          | -
      MAP             | {a: yes}     | -
      TEXT            | off          | -
      MESSAGE         | {a_b: {}, c: 1} | {c: 1}
      MESSAGE         | [a]          | -
      """)
  void a_value_has_one_text_if_istiod_can_read_it(ConfigField field, String yaml, String text) {
    assertThat(field.text(((Parsed.Value) Fixtures.parsed(yaml)).tree()).orElse(null)).isEqualTo(text);
  }
}

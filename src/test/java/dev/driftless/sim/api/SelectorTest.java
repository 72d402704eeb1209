package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "app=web", "app==web", "app", "!old", "app!=db", "old!=x", "app in (db, web)",
      "app notin (db)", "old notin (x)", "app=web,tier=front", " app = web , tier ", "example.com/x=1"})
  void selects(String selector) throws ApiException {
    assertThat(Selector.parse(selector).matches(json("{'app': 'web', 'tier': 'front', 'example.com/x': '1'}")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app=db", "!app", "app!=web", "old", "app in (db)", "app notin (web,db)", "app=web,tier=back",
      "app="})
  void does_not_select(String selector) throws ApiException {
    assertThat(Selector.parse(selector).matches(json("{'app': 'web', 'tier': 'front'}"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      a b      | unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt
      a in b   | unable to parse requirement: found 'b' expected: '('
      ,        | found ',', expected: !, identifier, or 'end of string'
      a,       | found '', expected: identifier after ','
      a in (x  | unable to parse requirement: found '', expected: ',' or ')'
      =b       | found '=', expected: !, identifier, or 'end of string'
      """)
  void refuses(String selector, String message) {
    assertThat(refusal(() -> Selector.parse(selector))).hasMessage(message);
  }

  @Test
  void the_form_in_objects_means_the_same() {
    Selector selector = Selector.ofObject(json("""
        {'matchLabels': {'app': 'web'}, 'matchExpressions': [
          {'key': 'tier', 'operator': 'In', 'values': ['front']}, {'key': 'old', 'operator': 'DoesNotExist'}]}
        """));

    assertThat(selector.matches(json("{'app': 'web', 'tier': 'front'}"))).isTrue();
    assertThat(selector.matches(json("{'app': 'web', 'tier': 'front', 'old': ''}"))).isFalse();
  }

  @Test
  void an_empty_one_selects_everything_and_an_unknown_operator_nothing() {
    assertThat(Selector.ofObject(json("{}")).matches(json("{'a': 'b'}"))).isTrue();
    assertThat(Selector.ofSpec(json("{}")).matches(json("{'a': 'b'}"))).isTrue();
    assertThat(Selector.ofObject(json("{'matchExpressions': [{'key': 'a', 'operator': 'Gt', 'values': ['1']}]}"))
        .matches(json("{'a': '2'}"))).isFalse();
  }

  @Test
  void a_missing_one_in_a_spec_and_an_empty_map_select_nothing() {
    assertThat(Selector.ofSpec(json("{}").path("selector")).matches(json("{'a': 'b'}"))).isFalse();
    assertThat(Selector.ofMap(json("{}")).matches(json("{'a': 'b'}"))).isFalse();
    assertThat(Selector.ofMap(json("{'a': 'b'}")).matches(json("{'a': 'b', 'c': 'd'}"))).isTrue();
  }
}

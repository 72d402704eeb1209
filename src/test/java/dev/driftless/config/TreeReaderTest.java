package dev.driftless.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.Tree.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class TreeReaderTest {

  @Test
  void reads_mappings_sequences_and_scalars_with_their_types() {
    Tree tree = yaml("""
        image: {tag: "1.10", hub: docker.io/istio}
        ports: [80, http, true, null]
        """);

    assertThat(tree).isEqualTo(new Tree.Mapping(Map.of(
        "image", new Tree.Mapping(Map.of("tag", text("1.10"), "hub", text("docker.io/istio"))),
        "ports", new Tree.Sequence(List.of(new Tree.Scalar("80", ScalarType.NUMBER), text("http"),
            new Tree.Scalar("true", ScalarType.BOOLEAN), Tree.NOTHING)))));
  }

  @ParameterizedTest
  @CsvSource({"1.10,1.1,NUMBER", "11,11,NUMBER", "1e3,1000,NUMBER", "0x10,16,NUMBER", "-1,-1,NUMBER", "on,on,TEXT",
      "off,off,TEXT", "'''1.10''',1.10,TEXT", "True,true,BOOLEAN", "90s,90s,TEXT", "10%,10%,TEXT",
      "2026-01-01,2026-01-01,TEXT", "1.30.3,1.30.3,TEXT", "!!str 11,11,TEXT"})
  void a_plain_scalar_follows_yaml_1_2_and_prints_as_in_go(String written, String value, ScalarType type) {
    assertThat(yaml("key: " + written).at("key")).isEqualTo(new Tree.Scalar(value, type));
  }

  @Test
  void a_block_scalar_keeps_its_lines() {
    assertThat(yaml("mesh: |-\n  a: 1\n  b: 2\n").at("mesh")).isEqualTo(text("a: 1\nb: 2"));
  }

  @Test
  void keys_keep_the_order_of_the_document() {
    assertThat(yaml("b: 1\na: 2\nc: 3\n").entries().keySet()).containsExactly("b", "a", "c");
  }

  @Test
  void empty_yaml_is_nothing() {
    assertThat(TreeReader.yaml("")).isEqualTo(new Parsed.Value(Tree.NOTHING));
    assertThat(TreeReader.yaml("# only a comment\n")).isEqualTo(new Parsed.Value(Tree.NOTHING));
    assertThat(yaml("a:\nb: ~\n").entries()).isEqualTo(Map.of("a", Tree.NOTHING, "b", Tree.NOTHING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void what_is_nested_too_deeply_is_unreadable_and_uses_up_no_stack(String opening) {
    assertThat(TreeReader.yaml(opening.repeat(100_000))).isInstanceOfSatisfying(Parsed.Unreadable.class,
        unreadable -> assertThat(unreadable.detail()).isEqualTo(
            "line 1, column " + (100 * opening.length() + 1) + ": nested deeper than 100 levels"));
  }

  @Test
  void aliases_cannot_make_much_out_of_little() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(TreeReader.yaml(text.toString())).isInstanceOf(Parsed.Unreadable.class);
  }

  @Test
  void an_alias_stands_for_its_anchor() {
    assertThat(yaml("a: &x {b: 1}\nc: *x\n").at("c", "b").text()).contains("1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a: 1\\nb: 2\\na: 3 | line 3, column 1: found duplicate key a",
      "a: 1\\n---\\nb: 2  | line 2, column 1: but found another document",
      "a: {b: 1           | line 1, column 9: expected ',' or '}', but got <stream end>",
      "a: b: c            | line 1, column 5: mapping values are not allowed here",
      "a: &x [*x]         | nested deeper than 100 levels",
  })
  void bad_yaml_is_unreadable_with_its_place(String written, String detail) {
    assertThat(TreeReader.yaml(written.replace("\\n", "\n"))).isEqualTo(new Parsed.Unreadable(detail));
  }

  @Test
  void json_is_read_by_its_own_rules() {
    Parsed parsed = TreeReader.json("{\"containers\":null,\"revision\":\"default\",\"port\":15020}");

    assertThat(parsed).isEqualTo(new Parsed.Value(new Tree.Mapping(Map.of("containers", Tree.NOTHING,
        "revision", text("default"), "port", new Tree.Scalar("15020", ScalarType.NUMBER)))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "``            | line 1, column 0: No content to map due to end-of-input",
      "{\"a\":1,\"a\":2} | line 1, column 11: Duplicate Object property \"a\"",
      "{} {}         | line 1, column 4: Trailing token",
      "revision      | line 1, column 1: Unrecognized token 'revision'",
  })
  void bad_json_is_unreadable_with_its_place(String written, String detail) {
    assertThat(TreeReader.json(written)).isInstanceOfSatisfying(Parsed.Unreadable.class,
        unreadable -> assertThat(unreadable.detail()).startsWith(detail));
  }

  private static Tree yaml(String text) {
    return ((Parsed.Value) TreeReader.yaml(text)).tree();
  }

  private static Tree text(String value) {
    return new Tree.Scalar(value, ScalarType.TEXT);
  }
}

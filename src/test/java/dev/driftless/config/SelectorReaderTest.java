package dev.driftless.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LabelSelector.Operator;
import dev.driftless.core.model.LabelSelector.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class SelectorReaderTest {

  @Test
  void all_forms_of_kubectl_are_read() {
    assertThat(SelectorReader.read("a=b, istio.io/rev == c ,d!=e,f in (x, y),g notin(z),h,!i,j="))
        .contains(new LabelSelector(Map.of(), List.of(
            new Requirement("a", Operator.IN, List.of("b")),
            new Requirement("istio.io/rev", Operator.IN, List.of("c")),
            new Requirement("d", Operator.NOT_IN, List.of("e")),
            new Requirement("f", Operator.IN, List.of("x", "y")),
            new Requirement("g", Operator.NOT_IN, List.of("z")),
            new Requirement("h", Operator.EXISTS, List.of()),
            new Requirement("i", Operator.DOES_NOT_EXIST, List.of()),
            new Requirement("j", Operator.IN, List.of("")))));
  }

  @Test
  void the_same_key_twice_must_hold_twice() {
    LabelSelector selector = SelectorReader.read("a=b,a=c").orElseThrow();

    assertThat(selector.matches(Map.of("a", "b"))).isFalse();
    assertThat(selector.matches(Map.of("a", "c"))).isFalse();
  }

  @Test
  void nothing_selects_everything() {
    assertThat(SelectorReader.read(" ")).contains(LabelSelector.EVERYTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,", ",a", "=b", "a=b c", "a in", "a in x", "a in (x", "a in (x))", "a>1", "!a=b", "-a",
      "a-",
      "a/b/c", "/a", "Up/a", "a=-b", "a in (-x)", "a in (x) b", "a===b",
      "a23456789012345678901234567890123456789012345678901234567890123x",
      "a=a23456789012345678901234567890123456789012345678901234567890123x"})
  void anything_else_is_refused(String text) {
    assertThat(SelectorReader.read(text)).isEmpty();
  }
}

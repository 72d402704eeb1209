package dev.driftless.core.injection;

import dev.driftless.core.model.Tree;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One text for all trees that mean the same to protobuf: sorted, in camel case, without what equals nothing. */
public final class CanonicalText {

  private CanonicalText() {}

  /** Empty for what equals nothing: an empty text, zero, false, an empty mapping or sequence. */
  public static String of(Tree tree) {
    return switch (tree) {
      case Tree.Nothing nothing -> "";
      case Tree.Scalar(String value, Tree.ScalarType type) ->
        value.equals("0") || value.equals("false") && type == Tree.ScalarType.BOOLEAN ? "" : value;
      case Tree.Sequence sequence -> sequence.elements().isEmpty() ? ""
          : sequence.elements().stream().map(CanonicalText::of).collect(Collectors.joining(", ", "[", "]"));
      case Tree.Mapping mapping -> {
        Map<String, String> members = new TreeMap<>();
        mapping.members().forEach((key, value) -> members.put(camelCase(key), of(value)));
        members.values().removeIf(String::isEmpty);
        yield members.isEmpty() ? "" : members.entrySet().stream()
            .map(member -> member.getKey() + ": " + member.getValue()).collect(Collectors.joining(", ", "{", "}"));
      }
    };
  }

  /** Protobuf JSON knows a field by both names. */
  static String camelCase(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder text = new StringBuilder();
    boolean upper = false;
    for (char letter : name.toCharArray()) {
      if (letter == '_') {
        upper = true;
      } else {
        text.append(upper ? Character.toUpperCase(letter) : letter);
        upper = false;
      }
    }
    return text.toString();
  }
}

package dev.driftless.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed YAML or JSON value. Navigation never fails: what is not there is {@link Nothing}. */
public sealed interface Tree {

  Tree NOTHING = new Nothing();

  record Mapping(Map<String, Tree> members) implements Tree {}

  record Sequence(List<Tree> elements) implements Tree {}

  /** @param value as Go prints it: {@code 11}, {@code 1.1} (also for {@code 1.10}), {@code true} */
  record Scalar(String value, ScalarType type) implements Tree {}

  /** Absent, or an explicit null. */
  record Nothing() implements Tree {}

  /** The type that a scalar had in its document. */
  enum ScalarType {
    TEXT, NUMBER, BOOLEAN
  }

  /** The value below those keys, one after the other. */
  default Tree at(String... path) {
    Tree tree = this;
    for (String key : path) {
      tree = tree instanceof Mapping mapping ? mapping.members().getOrDefault(key, NOTHING) : NOTHING;
    }
    return tree;
  }

  /** The scalar's text; empty for anything else. */
  default Optional<String> text() {
    return this instanceof Scalar scalar ? Optional.of(scalar.value()) : Optional.empty();
  }

  /** The items of a sequence; none for anything else. */
  default List<Tree> items() {
    return this instanceof Sequence sequence ? sequence.elements() : List.of();
  }

  /** The entries of a mapping; none for anything else. */
  default Map<String, Tree> entries() {
    return this instanceof Mapping mapping ? mapping.members() : Map.of();
  }

  default boolean isPresent() {
    return !(this instanceof Nothing);
  }
}

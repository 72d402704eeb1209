package dev.driftless.config;

import dev.driftless.core.model.Tree;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads one mapping of the configuration. A key is known when it was asked for; {@link #end} reports the others.
 */
final class Section {

  private final String path;
  private final Tree tree;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  private Section(String path, Tree tree, Problems problems) {
    this.path = path;
    this.tree = tree;
    this.problems = problems;
    if (tree.isPresent() && !(tree instanceof Tree.Mapping)) {
      problems.notAllowed(path.isEmpty() ? "configuration" : path, describe(tree), "a mapping");
    }
  }

  static Section root(Tree tree, Problems problems) {
    return new Section("", tree, problems);
  }

  Section section(String key) {
    return new Section(path(key), member(key), problems);
  }

  /** The fallback if the key is absent, null, or not readable (which is reported). */
  <T> T value(String key, Format<T> format, T fallback) {
    return switch (member(key)) {
      case Tree.Nothing() -> fallback;
      case Tree.Scalar(String text, Tree.ScalarType type) -> format.read(path(key), text, problems).orElse(fallback);
      case Tree other -> {
        problems.notAllowed(path(key), describe(other), format.allowed());
        yield fallback;
      }
    };
  }

  /** Whether the key is there and not null. */
  boolean has(String key) {
    return member(key).isPresent();
  }

  /** Reports that something has to be said there. */
  void missing(String key, String allowed) {
    problems.add(path(key), "is missing; allowed: " + allowed);
  }

  /** A key that must be there with this value. */
  void fixed(String key, String value) {
    switch (member(key)) {
      case Tree.Scalar(String text, Tree.ScalarType type) when text.equals(value) -> {}
      case Tree.Nothing() -> missing(key, value);
      case Tree other -> problems.notAllowed(path(key), describe(other), value);
    }
  }

  /** The same; the fallback if the key is absent. */
  <T> Set<T> values(String key, Format<T> format, Set<T> fallback) {
    return has(key) ? values(key, format) : fallback;
  }

  /** Empty if the key is absent, null, or not readable, each of which is reported. */
  <T> Optional<T> required(String key, Format<T> format) {
    if (!has(key)) {
      missing(key, format.allowed());
      return Optional.empty();
    }
    return read(path(key), tree.at(key), format);
  }

  /** The mappings of a list, in its order; each is looked at when it is its turn, so that problems come in order. */
  Stream<Section> sections(String key) {
    List<Tree> items = list(key);
    return IntStream.range(0, items.size()).boxed()
        .flatMap(i -> mapping(path(key) + "[" + i + "]", items.get(i)).stream());
  }

  /** The readable elements of a list, in its order. */
  <T> Set<T> values(String key, Format<T> format) {
    List<Tree> items = list(key);
    Set<T> values = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      read(path(key) + "[" + i + "]", items.get(i), format).ifPresent(values::add);
    }
    return Collections.unmodifiableSet(values);
  }

  /** Reports the keys that nobody asked for. */
  void end() {
    for (String key : tree.entries().keySet()) {
      if (!known.contains(key)) {
        problems.unknown(path(key), "key with " + describe(tree.at(key)), known);
      }
    }
  }

  private Optional<Section> mapping(String name, Tree item) {
    if (item instanceof Tree.Mapping) {
      return Optional.of(new Section(name, item, problems));
    }
    problems.notAllowed(name, describe(item), "a mapping");
    return Optional.empty();
  }

  private List<Tree> list(String key) {
    Tree list = member(key);
    if (list.isPresent() && !(list instanceof Tree.Sequence)) {
      problems.notAllowed(path(key), describe(list), "a list");
    }
    return list.items();
  }

  private <T> Optional<T> read(String name, Tree item, Format<T> format) {
    return switch (item) {
      case Tree.Scalar(String text, Tree.ScalarType type) -> format.read(name, text, problems);
      case Tree other -> {
        problems.notAllowed(name, describe(other), format.allowed());
        yield Optional.empty();
      }
    };
  }

  private Tree member(String key) {
    known.add(key);
    return tree.at(key);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String describe(Tree tree) {
    return switch (tree) {
      case Tree.Mapping mapping -> "a mapping";
      case Tree.Sequence sequence -> "a list";
      case Tree.Scalar scalar -> "'" + scalar.value() + "'";
      case Tree.Nothing nothing -> "nothing";
    };
  }
}

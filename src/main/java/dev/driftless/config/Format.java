package dev.driftless.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a value is written.
 *
 * @param allowed what may be written, for people
 * @param reader  empty for what may not
 * @param shown   what of a value may be repeated in messages
 */
record Format<T>(String allowed, Function<String, Optional<T>> reader, UnaryOperator<String> shown) {

  Format(String allowed, Function<String, Optional<T>> reader) {
    this(allowed, reader, UnaryOperator.identity());
  }

  /** One of those values, written as its label. */
  static <T> Format<T> choice(T[] values, Function<T, String> label) {
    String allowed = Stream.of(values).map(label).collect(Collectors.joining(", "));
    return new Format<>(allowed, text -> Stream.of(values).filter(value -> label.apply(value).equals(text))
        .findFirst());
  }

  /** Reports what cannot be read. */
  Optional<T> read(String name, String text, Problems problems) {
    Optional<T> value = reader.apply(text);
    if (value.isEmpty()) {
      problems.notAllowed(name, "'" + shown.apply(text) + "'", allowed);
    }
    return value;
  }
}

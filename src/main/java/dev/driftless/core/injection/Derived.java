package dev.driftless.core.injection;

import dev.driftless.core.model.UnknownReason;

import java.util.function.Function;

/** A part of the expectation, or why it cannot be told. */
public sealed interface Derived<T> {

  record Known<T>(T value) implements Derived<T> {}

  /** @param detail names the object, the field and the value that stand in the way */
  record Unclear<T>(UnknownReason reason, String detail) implements Derived<T> {

    /** The same about something else. */
    <R> Unclear<R> same() {
      return new Unclear<>(reason, detail);
    }
  }

  /** What follows from it; nothing follows from what is unclear. */
  default <R> Derived<R> then(Function<T, Derived<R>> rule) {
    return switch (this) {
      case Known<T>(T value) -> rule.apply(value);
      case Unclear<T> unclear -> unclear.same();
    };
  }
}

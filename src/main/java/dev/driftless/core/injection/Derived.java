package dev.driftless.core.injection;

import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.UnknownReason;

/** A part of the expectation: its text, or why there is none. */
sealed interface Derived {

  record Known(String text) implements Derived {}

  record Unclear(Undecidable why) implements Derived {}

  static Derived unclear(UnknownReason reason, String detail) {
    return new Unclear(new Undecidable(reason, detail));
  }
}

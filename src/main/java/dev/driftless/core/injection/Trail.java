package dev.driftless.core.injection;

import java.util.function.Supplier;

/** Hears of each gate that lets a template through, in their order. */
@FunctionalInterface
interface Trail {

  /** For those who only want to know where the way ends. */
  Trail SILENT = (gate, words) -> { };

  void passed(Gate.Name gate, Supplier<String> words);
}

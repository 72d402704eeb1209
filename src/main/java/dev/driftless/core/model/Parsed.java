package dev.driftless.core.model;

/** The outcome of reading YAML or JSON inside an API object. */
public sealed interface Parsed {

  record Value(Tree tree) implements Parsed {}

  /** @param detail what is wrong and where, for people */
  record Unreadable(String detail) implements Parsed {}
}

package dev.driftless.core.model;

/** The newest that is known of one watched object. */
public sealed interface Change {

  ObjectKey key();

  /** The object exists and looks like this. */
  record Observed(ObjectKey key, Facts facts) implements Change {}

  /** The object does not exist any more, or is none that matters to us any more. */
  record Gone(ObjectKey key) implements Change {}
}

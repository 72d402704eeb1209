package dev.driftless.sim.api;

/** What becomes of a request with fields that the object does not have, or that are there twice. */
public enum FieldValidation {
  /** The request is refused. */
  STRICT,
  /** They are dropped, and the client is told. */
  WARN,
  /** They are dropped. */
  IGNORE
}

package dev.driftless.core.engine;

import dev.driftless.core.model.Proxy;

import java.util.Optional;

/** What came of an {@link Effect.Prove}. */
public sealed interface ProofAnswer {

  /** The API server would create the pod. @param proxy the injected one; empty if there would be none */
  record Admitted(Optional<Proxy> proxy) implements ProofAnswer {}

  /** The API server would not create it: quota, a policy, a webhook that denies it, an invalid template. */
  record Refused(int status, String detail) implements ProofAnswer {}

  /** We may not create pods, not even for show. */
  record Forbidden(String detail) implements ProofAnswer {}

  /** A limit behind the engine's own held it back; nothing was sent. */
  record HeldBack() implements ProofAnswer {}

  /** Nobody can say: no answer, or a webhook that could not be called. */
  record Failed(String detail) implements ProofAnswer {}
}

package dev.driftless.edge.loop;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.ProofAnswer;

/** Asks what a new pod would get. Blocks until there is an answer, or it is clear that none will come. */
@FunctionalInterface
public interface Prover {

  ProofAnswer prove(Effect.Prove effect);
}

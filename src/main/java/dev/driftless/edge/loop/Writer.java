package dev.driftless.edge.loop;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;

/** Performs effects. Blocks until there is an answer, or it is clear that none will come. Never throws. */
@FunctionalInterface
public interface Writer {

  Answer write(Effect.Write effect);
}

package dev.driftless.core.engine;

import java.util.List;

/** What one tick came to. The facts are to be recorded before the effects are performed. */
public record Step(List<Fact> facts, List<Effect> effects) {}

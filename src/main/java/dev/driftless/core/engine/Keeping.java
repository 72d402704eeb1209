package dev.driftless.core.engine;

import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.plan.Breaker;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what should be written down, when it should, and takes it over again. */
final class Keeping {

  /** Of each not much more than 200 bytes, in an object that may have a million. */
  private static final int MOST_REVERTED = 1000;

  private final Register register;
  private final Campaigns campaigns;
  private final Breaker breaker;
  private Memory kept = Memory.NOTHING;

  Keeping(Register register, Campaigns campaigns, Breaker breaker) {
    this.register = register;
    this.campaigns = campaigns;
    this.breaker = breaker;
  }

  void restore(Memory memory) {
    kept = memory;
    register.witness().remember(memory.mesh());
    register.remember(memory.reverted());
    campaigns.restore(memory.campaigns());
    breaker.restore(memory.opened());
  }

  /** What should be written down now, if anything should. */
  Optional<Memory> due(Instant now) {
    Optional<MeshMemory> mesh = register.witness().toKeep(now);
    Memory present = new Memory(mesh.orElse(register.witness().memory()), campaigns.begun(), breaker.openedAt(),
        reverted());
    if (mesh.isEmpty() && present.agrees(kept) || present.mesh().equals(MeshMemory.NOTHING)) {
      return Optional.empty();
    }
    kept = present;
    return Optional.of(present);
  }

  /** Where the marks are left, they tell it themselves. */
  private Map<String, Memory.Reverted> reverted() {
    return register.reverted().entrySet().stream().limit(MOST_REVERTED)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}

package dev.driftless.core.engine;

import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.injection.MeshFacts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers what the settings of the mesh have been, and says when that should be written down. */
final class Witness {

  /** What is not written down yet after a crash is at most so old. */
  private static final Duration KEEP_EVERY = Duration.ofHours(1);

  private MeshMemory memory = MeshMemory.NOTHING;
  private boolean looking;
  private Instant lookedAt = Instant.MIN;
  private Instant knownUntil = Instant.MIN;
  private Instant keptAt = Instant.MIN;
  private MeshMemory kept = MeshMemory.NOTHING;

  /** Takes over what an earlier process has written down; before the first look. */
  void remember(MeshMemory earlier) {
    memory = earlier;
    kept = earlier;
  }

  /**
   * Takes in the mesh as it is.
   *
   * @param changedAt when it was last seen to change
   * @param heardAt   when its informer last heard anything: what was before the next change is known until then
   * @return whether another setting is in force than before
   */
  boolean look(MeshFacts mesh, Instant changedAt, Instant heardAt, Instant now) {
    if (looking && changedAt.isBefore(lookedAt) && now.isBefore(lookedAt.plus(KEEP_EVERY))) {
      knownUntil = heardAt;
      return false;
    }
    MeshMemory before = memory;
    memory = (looking ? memory.confirmed(knownUntil) : memory).witness(mesh.meshConfigs().values(), now)
        .standing(mesh.injectors().values(), now);
    looking = true;
    lookedAt = now;
    knownUntil = heardAt;
    return !memory.sameEpochs(before);
  }

  MeshMemory memory() {
    return memory;
  }

  /** What should be written down now, if anything should. */
  Optional<MeshMemory> toKeep(Instant now) {
    boolean due = keptAt.equals(Instant.MIN) || !now.isBefore(keptAt.plus(KEEP_EVERY));
    boolean same = memory.sameEpochs(kept) && memory.injectors().equals(kept.injectors());
    if (!looking || memory.equals(MeshMemory.NOTHING) || same && !due) {
      return Optional.empty();
    }
    memory = memory.confirmed(knownUntil);
    keptAt = now;
    kept = memory;
    return Optional.of(memory);
  }
}

package dev.driftless.core.drift;

import dev.driftless.core.injection.CanonicalText;
import dev.driftless.core.model.Fingerprint;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the settings of {@link MeshSettings} have been, and since when the injectors are as they are, as far as it was
 * witnessed.
 *
 * @param epochs    by revision; oldest first, at most {@value #KEPT} of each
 * @param injectors by revision
 */
public record MeshMemory(Map<String, List<Epoch>> epochs, Map<String, Standing> injectors) {

  public static final MeshMemory NOTHING = new MeshMemory(Map.of(), Map.of());
  public static final int KEPT = 20;

  /**
   * A time in which nothing of it changed.
   *
   * @param since    when it was first seen so
   * @param until    when it was last known to be so: what was between this and the next epoch, nobody saw
   * @param settings fingerprints by the name of the setting
   */
  public record Epoch(Instant since, Instant until, Map<String, String> settings) {

    boolean covers(Instant moment) {
      return !moment.isBefore(since) && !moment.isAfter(until);
    }
  }

  /**
   * An injector's configuration in force.
   *
   * @param since when it was first seen so
   */
  public record Standing(Instant since, String fingerprint) {}

  /** With the injectors as they are now. */
  public MeshMemory standing(Collection<InjectorFacts> seen, Instant now) {
    Map<String, Standing> updated = new TreeMap<>();
    for (InjectorFacts facts : seen) {
      String fingerprint = Fingerprint.of(text(facts.config()), text(facts.values()));
      Standing before = injectors.get(facts.revision());
      updated.put(facts.revision(),
          before != null && before.fingerprint().equals(fingerprint) ? before : new Standing(now, fingerprint));
    }
    return new MeshMemory(epochs, Map.copyOf(updated));
  }

  private static String text(Parsed parsed) {
    return parsed instanceof Parsed.Value(Tree tree) ? CanonicalText.of(tree) : "";
  }

  /** Since when that injector gives what it gives now; {@link Instant#MAX} if nobody knows. */
  public Instant standingSince(String revision) {
    return Optional.ofNullable(injectors.get(revision)).map(Standing::since).orElse(Instant.MAX);
  }

  /** With what is seen now. A configuration that cannot be read says nothing: istiod keeps what it had. */
  public MeshMemory witness(Collection<MeshConfigFacts> seen, Instant now) {
    Map<String, List<Epoch>> updated = new TreeMap<>(epochs);
    for (MeshConfigFacts facts : seen) {
      if (facts.mesh() instanceof Parsed.Value mesh) {
        updated.put(facts.revision(),
            extended(epochs.getOrDefault(facts.revision(), List.of()), MeshSettings.of(mesh.tree()), now));
      }
    }
    return new MeshMemory(Map.copyOf(updated), injectors);
  }

  /** The same, with what was last in force known to have been so until then. */
  public MeshMemory confirmed(Instant moment) {
    Map<String, List<Epoch>> updated = new TreeMap<>();
    epochs.forEach((revision, known) -> updated.put(revision, until(known, moment)));
    return new MeshMemory(Map.copyOf(updated), injectors);
  }

  private static List<Epoch> until(List<Epoch> known, Instant moment) {
    List<Epoch> epochs = new ArrayList<>(known);
    Epoch last = epochs.removeLast();
    epochs.add(new Epoch(last.since(), last.until().isBefore(moment) ? moment : last.until(), last.settings()));
    return List.copyOf(epochs);
  }

  private static List<Epoch> extended(List<Epoch> known, Map<String, String> settings, Instant now) {
    if (!known.isEmpty() && known.getLast().settings().equals(settings)) {
      return known;
    }
    List<Epoch> epochs = new ArrayList<>(known);
    epochs.add(new Epoch(now, now, settings));
    return List.copyOf(epochs.subList(Math.max(0, epochs.size() - KEPT), epochs.size()));
  }

  /** Whether both know the same settings in the same order, whenever they were last confirmed. */
  public boolean sameEpochs(MeshMemory other) {
    return begun().equals(other.begun());
  }

  private Map<String, List<Instant>> begun() {
    Map<String, List<Instant>> begun = new TreeMap<>();
    epochs.forEach((revision, known) -> begun.put(revision, known.stream().map(Epoch::since).toList()));
    return begun;
  }

  /** What is in force now; empty if nothing was witnessed. */
  Optional<Epoch> current(String revision) {
    List<Epoch> known = epochs.getOrDefault(revision, List.of());
    return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
  }

  /** What was in force then, if it is another one than now and somebody saw it. */
  Optional<Epoch> before(String revision, Instant moment) {
    List<Epoch> known = epochs.getOrDefault(revision, List.of());
    return known.size() < 2 || !moment.isBefore(known.getLast().since()) ? Optional.empty()
        : known.stream().filter(epoch -> epoch.covers(moment)).findFirst();
  }
}

package dev.driftless.core.engine;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.ImageRef;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Campaign;
import dev.driftless.core.plan.Policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Since when the targets of each revision are what they are: the restarts since then are one campaign. Who belongs to
 * it and how far it has come stands on the workloads. Where nobody knows since when, the last restarts that were
 * towards the present targets count.
 */
final class Campaigns {

  private final Map<String, Instant> begun = new TreeMap<>();
  private final Map<String, Map<String, Set<String>>> shown = new HashMap<>();

  /** Takes over what an earlier process has written down. */
  void restore(Map<String, Instant> earlier) {
    begun.putAll(earlier);
  }

  Map<String, Instant> begun() {
    return Map.copyOf(begun);
  }

  /** That revision gives some workload something else than before, and its template is not the reason. */
  void startOver(String revision, Instant now) {
    begun.put(revision, now.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * A dry run showed what that revision makes of an image that it is configured to give. Where that is another version
   * than ever before, the configuration that we know is not the present one, or some webhook makes more than one of it:
   * each begins with a canary.
   */
  void shown(String revision, String configured, String actual, Instant now) {
    ImageRef image = ImageRef.parse(actual);
    String version = image.tag().orElse("") + image.digest().orElse("");
    Set<String> before = shown.computeIfAbsent(revision, key -> new HashMap<>())
        .computeIfAbsent(configured, key -> new HashSet<>());
    if (before.add(version) && before.size() > 1) {
      startOver(revision, now);
    }
  }

  /**
   * How far they have come, by revision.
   *
   * @param awaited who is in restart, and of whom an answer will show towards what they should be: they have a part in
   *                it as long as nobody knows better
   */
  Map<String, Campaign> of(Collection<Tracked> all, Predicate<Tracked> awaited, Policy policy) {
    Map<String, Members> found = new HashMap<>();
    for (Tracked tracked : all) {
      String revision = tracked.computed.revision();
      boolean isBegun = awaited.test(tracked) || Optional.ofNullable(begun.get(revision))
          .map(start -> isBegun(tracked, start)).orElseGet(tracked::begunTowardsTarget);
      if (isBegun || tracked.inRestart() || tracked.inScope && Wants.restart(tracked, policy)) {
        found.computeIfAbsent(revision, key -> new Members()).add(tracked, isBegun);
      }
    }
    Map<String, Campaign> campaigns = new HashMap<>();
    found.forEach((revision, members) -> campaigns.put(revision, members.campaign()));
    return campaigns;
  }

  /** What changed while nobody looked has begun no campaign: who is to get something else then has not begun. */
  private static boolean isBegun(Tracked tracked, Instant start) {
    boolean drifted = tracked.assessment.verdict() instanceof Verdict.Drifted;
    return tracked.begunSince(start) && (tracked.inRestart() || tracked.begunTowardsTarget() || !drifted);
  }

  private static final class Members {

    private final Set<WorkloadRef> begun = new HashSet<>();
    private final Set<WorkloadRef> running = new TreeSet<>();
    private int size;
    private boolean verified;

    void add(Tracked tracked, boolean isBegun) {
      size++;
      if (isBegun) {
        begun.add(tracked.ref);
        verified |= tracked.isVerified();
      }
      if ((isBegun || tracked.begunTowardsTarget()) && tracked.holdsSlot() && !tracked.failed()
          && !tracked.isStoppedByOwner()) {
        running.add(tracked.ref);
      }
    }

    Campaign campaign() {
      return new Campaign(size, begun, running, verified);
    }
  }
}

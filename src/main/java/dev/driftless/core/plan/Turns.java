package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose turn it is, while one plan is made: waves, and the one that is tried while the breaker is half open. */
final class Turns {

  private static final int NAMED = 3;

  private final Waves waves;
  private final Map<String, Breaker.Open> open;
  private final Map<String, Campaign> campaigns;
  private final Set<WorkloadRef> running = new HashSet<>();
  /** What each campaign says to all that have no part in it yet. */
  private final Map<String, Optional<Deferral>> newcomers = new HashMap<>();

  Turns(Waves waves, Situation situation) {
    this.waves = waves;
    this.open = situation.failures();
    this.campaigns = new HashMap<>(situation.campaigns());
    situation.inFlight().stream().filter(InFlight::running).map(InFlight::ref).forEach(running::add);
  }

  /** Whether the next of that revision is a canary. */
  boolean inCanary(String revision) {
    return campaigns.getOrDefault(revision, Campaign.NONE).inCanary(waves);
  }

  Optional<Deferral> refusal(Candidate candidate, Instant now) {
    for (Map.Entry<String, Breaker.Open> failed : open.entrySet()) {
      Optional<Deferral> stopped = stopped(failed, candidate, now);
      if (stopped.isPresent()) {
        return stopped;
      }
    }
    return candidate.local().mode() == Mode.DRY_RUN ? Optional.empty() : wave(candidate);
  }

  private Optional<Deferral> wave(Candidate candidate) {
    Campaign campaign = campaigns.getOrDefault(candidate.revision(), Campaign.NONE);
    return campaign.knows(candidate.ref()) ? campaign.refusal(candidate.ref(), candidate.revision(), waves)
        : newcomers.computeIfAbsent(candidate.revision(),
            revision -> campaign.refusal(candidate.ref(), revision, waves));
  }

  private Optional<Deferral> stopped(Map.Entry<String, Breaker.Open> failed, Candidate candidate, Instant now) {
    Breaker.Open stop = failed.getValue();
    if (candidate.repairs(stop.failed())) {
      return Optional.empty();
    }
    String what = "restarts towards " + failed.getKey() + " failed: " + named(stop.failed());
    if (now.isBefore(stop.reopensAt())) {
      return Optional.of(new Deferral(DeferReason.BREAKER_OPEN, what, Optional.of(stop.reopensAt())));
    }
    return running.stream().filter(other -> !other.equals(candidate.ref())).min(WorkloadRef::compareTo)
        .map(other -> Deferral.of(DeferReason.BREAKER_OPEN, what + "; one is tried, now " + other));
  }

  void take(Candidate candidate) {
    running.add(candidate.ref());
    newcomers.clear();
    if (candidate.local().mode() != Mode.DRY_RUN) {
      campaigns.computeIfPresent(candidate.revision(), (revision, campaign) -> campaign.with(candidate.ref()));
    }
  }

  private static String named(Set<WorkloadRef> refs) {
    String names = refs.stream().limit(NAMED).map(WorkloadRef::toString).collect(Collectors.joining(", "));
    return refs.size() <= NAMED ? names : names + " and " + (refs.size() - NAMED) + " more";
  }
}

package dev.driftless.core.engine;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.Fingerprint;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a fact of every transition, once. */
final class Narrator {

  /** Waiting for our own restart to go on is no news. */
  private static final Set<DeferReason> OWN_WORK = Set.of(DeferReason.RESTARTING, DeferReason.AWAITING_ANSWER);

  /** What is not judged yet counts as this. */
  private static final Verdict UNJUDGED = new Verdict.InSync();

  private final List<Fact> told = new ArrayList<>();

  /** Tells the verdict if it is another one than before; empty for the first. */
  void judged(Tracked tracked, Optional<Verdict> before, Instant now) {
    Verdict verdict = tracked.assessment.verdict();
    if (before.filter(verdict::equals).isPresent()) {
      return;
    }
    String past = essence(before.orElse(UNJUDGED));
    if (!past.equals(essence(verdict))) {
      String id = Fingerprint.of(tracked.ref.uid(), "judged", past, essence(verdict),
          tracked.assessment.target(), now.toString());
      told.add(new Fact.Judged(id, now, tracked.ref, before, verdict));
    }
  }

  /** Tells why it waits, if the reason is another one than before, or the one behind {@code HALF_DONE} is. */
  void deferred(Tracked tracked, Deferral cause, Instant now) {
    Deferral deferral = Evictions.told(tracked, cause);
    boolean known = tracked.deferral != null && tracked.deferral.reason() == deferral.reason()
        && tracked.cause == cause.reason();
    if (!known && !OWN_WORK.contains(deferral.reason())) {
      String id = Fingerprint.of(tracked.ref.uid(), "deferred", deferral.reason().name(), tracked.assessment.target(),
          now.toString());
      told.add(new Fact.Deferred(id, now, tracked.ref, deferral.reason(), deferral.detail(),
          deferral.until()));
    }
    tracked.defer(deferral, cause.reason());
  }

  void requested(Effect.Write effect, Instant now) {
    String id = id(effect, "requested", "");
    told.add(effect instanceof Effect.Evict evict
        ? new Fact.EvictionRequested(id, now, evict.ref(), evict.marks(), evict.pod().name(), evict.dryRun())
        : new Fact.Requested(id, now, effect.ref(), effect.marks(), effect.dryRun()));
  }

  void answered(Effect.Write effect, Answer answer, Instant now) {
    String id = id(effect, "answered", answer.getClass().getSimpleName());
    told.add(effect instanceof Effect.Evict evict
        ? new Fact.EvictionAnswered(id, now, evict.ref(), evict.marks(), evict.pod().name(), evict.dryRun(), answer)
        : new Fact.Answered(id, now, effect.ref(), effect.marks(), effect.dryRun(), answer));
  }

  void ended(Tracked tracked, Marks marks, Outcome outcome, String detail, Instant now) {
    String id = Fingerprint.of(tracked.ref.uid(), "ended", marks.restartId(), outcome.name());
    told.add(new Fact.Ended(id, now, tracked.ref, marks, outcome, detail));
  }

  /** All that was told since the last call. */
  List<Fact> take() {
    List<Fact> facts = List.copyOf(told);
    told.clear();
    return facts;
  }

  private static String id(Effect.Write effect, String what, String more) {
    return Fingerprint.of(effect.ref().uid(), what, effect.id(), more);
  }

  private static String essence(Verdict verdict) {
    return switch (verdict) {
      case Verdict.InSync inSync -> "InSync";
      case Verdict.Drifted drifted -> "Drifted " + drifts(drifted.drifts());
      case Verdict.Exempt exempt -> "Exempt " + exempt.reason() + " " + drifts(exempt.drifts());
      case Verdict.Unknown unknown -> "Unknown " + unknown.reason();
    };
  }

  private static String drifts(List<Drift> drifts) {
    Set<String> texts = new LinkedHashSet<>();
    drifts.forEach(drift -> texts.add(drift.reason() + " " + drift.expected()));
    return String.join(", ", texts);
  }
}

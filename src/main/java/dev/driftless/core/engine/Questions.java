package dev.driftless.core.engine;

import dev.driftless.core.drift.Provable;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.plan.Plan;
import dev.driftless.core.plan.Policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Which dry runs are worth asking for. */
final class Questions {

  /** What keeps a restart from being a cure, or what an injector elsewhere gives, may change without being watched. */
  private static final Duration UNSEEN_ASKED_AGAIN = Duration.ofMinutes(30);

  private final Supplier<Policy> policy;
  private final Register register;
  private final Remediations remediations;
  private final Proofs proofs;
  private final Trust trust;

  Questions(Supplier<Policy> policy, Register register, Remediations remediations, Proofs proofs, Trust trust) {
    this.policy = policy;
    this.register = register;
    this.remediations = remediations;
    this.proofs = proofs;
    this.trust = trust;
  }

  /** First about those that would be restarted, then about those of which nothing can be said without an answer. */
  List<Effect.Prove> of(Plan plan, Instant now) {
    List<Effect.Prove> questions = new ArrayList<>();
    plan.unproven().forEach(candidate -> register.find(candidate.ref())
        .flatMap(tracked -> proofs.ask(tracked, now)).ifPresent(questions::add));
    if (trust.deferral(now).isEmpty() && !now.isBefore(register.meshChangedAt().plus(policy.get().mesh().settle()))) {
      register.all().stream().filter(tracked -> needed(tracked, now))
          .forEach(tracked -> proofs.ask(tracked, now).ifPresent(questions::add));
    }
    return questions;
  }

  /** All that could be asked now, whatever the limits say. */
  List<Effect.Prove> open(Instant now) {
    return register.all().stream().filter(tracked -> tracked.inScope)
        .filter(tracked -> Wants.restart(tracked, policy.get()) || needed(tracked, now))
        .flatMap(tracked -> proofs.askAtOnce(tracked, now).stream()).toList();
  }

  /** Whether only an answer can tell how it stands, of its restart or at all. */
  private boolean needed(Tracked tracked, Instant now) {
    return tracked.restartable() && (remediations.awaitsProof(tracked, now) || quarantineWaits(tracked)
        || verdictWaits(tracked, now) || mayBeOutdated(tracked, now));
  }

  private boolean mayBeOutdated(Tracked tracked, Instant now) {
    return tracked.computed instanceof Expectation.Undecidable open
        && open.reason() == UnknownReason.CONTROL_PLANE_EXTERNAL
        && proofs.answeredBefore(tracked.ref, now.minus(UNSEEN_ASKED_AGAIN));
  }

  private static boolean quarantineWaits(Tracked tracked) {
    return Provable.is(tracked.computed) && tracked.quarantined() && tracked.quarantine.waits(tracked.assessment);
  }

  private boolean verdictWaits(Tracked tracked, Instant now) {
    if (!(tracked.assessment.verdict() instanceof Verdict.Unknown unknown)) {
      return false;
    }
    return unknown.reason() == UnknownReason.WOULD_NOT_CONVERGE
        ? proofs.answeredBefore(tracked.ref, now.minus(UNSEEN_ASKED_AGAIN))
        : Provable.settles(unknown.reason()) && Provable.is(tracked.computed);
  }
}

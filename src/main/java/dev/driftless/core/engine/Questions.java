package dev.driftless.core.engine;

import dev.driftless.core.plan.Plan;
import dev.driftless.core.plan.Policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which dry runs are worth asking for. */
final class Questions {

  private final Policy policy;
  private final Register register;
  private final Remediations remediations;
  private final Proofs proofs;
  private final Trust trust;

  Questions(Policy policy, Register register, Remediations remediations, Proofs proofs, Trust trust) {
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
    if (trust.deferral(now).isEmpty() && !now.isBefore(register.meshChangedAt().plus(policy.mesh().settle()))) {
      register.all().stream().filter(tracked -> tracked.inScope || tracked.holdsSlot())
          .filter(tracked -> remediations.needsProof(tracked, now))
          .forEach(tracked -> proofs.ask(tracked, now).ifPresent(questions::add));
    }
    return questions;
  }

  /** All that could be asked now, whatever the limits say. */
  List<Effect.Prove> open(Instant now) {
    return register.all().stream().filter(tracked -> tracked.inScope)
        .filter(tracked -> Wants.restart(tracked, policy) || remediations.needsProof(tracked, now))
        .flatMap(tracked -> proofs.askAtOnce(tracked, now).stream()).toList();
  }
}

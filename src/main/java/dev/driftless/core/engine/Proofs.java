package dev.driftless.core.engine;

import dev.driftless.core.drift.Proof;
import dev.driftless.core.drift.Provable;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.model.Durations;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.RateWindow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the API server was asked and what it said. An answer is about one template under one state of the mesh; with
 * either of them it is forgotten. Every answer also tells whether the injector of its revision does its work now.
 */
final class Proofs {

  /** How old the last word of an injector may be when its revision's pods are to be made anew. */
  static final Duration FRESH = Duration.ofSeconds(30);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
  private static final Duration ASK_AGAIN_IF_HELD_BACK = Duration.ofSeconds(1);
  private static final Duration ASK_AGAIN_IF_REFUSED = Duration.ofMinutes(5);
  /** What has no answer yet counts as well, so that this is also the most that is under way. */
  private static final Limits.Rate RATE = new Limits.Rate(5, Duration.ofSeconds(1));

  private final Supplier<Policy> policy;
  private final RateWindow rate = new RateWindow(RATE, Instant.EPOCH);
  private final Map<WorkloadRef, Asked> asked = new HashMap<>();
  private final Map<WorkloadRef, Told> told = new HashMap<>();
  private final Map<WorkloadRef, Instant> askAgain = new HashMap<>();
  private final Map<String, Word> injectors = new HashMap<>();
  private final Set<WorkloadRef> failing = new HashSet<>();
  private int number;
  private Optional<Denial> denial = Optional.empty();

  /** @param expected whether a proxy is what the configuration gives */
  private record Asked(String subject, String revision, boolean expected, String number) {}

  private record Told(String subject, Proof proof, Instant at) {}

  /** @param problem empty if it injected */
  private record Word(Instant at, Optional<String> problem) {}

  private record Denial(String detail, Instant until) {}

  Proofs(Supplier<Policy> policy) {
    this.policy = policy;
  }

  /** What is known about that subject. */
  Optional<Proof> about(WorkloadRef ref, String subject) {
    return Optional.ofNullable(told.get(ref)).filter(answer -> answer.subject().equals(subject)).map(Told::proof);
  }

  /** Whether it makes sense to wait for an answer at all. */
  boolean obtainable(Instant now) {
    return policy.get().proof() != ProofPolicy.OFF && policy.get().mode() != Mode.OBSERVE
        && denial(now).isEmpty();
  }

  /** @return why that workload must not be restarted for want of a proof */
  Optional<Deferral> refusal(Tracked tracked, Instant now) {
    if (policy.get().proof() == ProofPolicy.OFF) {
      return Optional.empty();
    }
    if (denial.isPresent() && now.isBefore(denial.get().until())) {
      return denied(tracked, denial.get());
    }
    Told own = told.get(tracked.ref);
    if (own == null || !own.subject().equals(tracked.subject)) {
      return Optional.of(unanswered(tracked));
    }
    if (tracked.assessment.expectation() instanceof Expectation.Injected && own.proof() instanceof Proof.Bare) {
      return Optional.of(Deferral.of(DeferReason.INJECTOR_NOT_ANSWERING,
          "a dry run for it came back without a sidecar"));
    }
    if (now.isAfter(own.at().plus(FRESH))) {
      return Optional.of(Deferral.of(DeferReason.UNPROVEN,
          "the API server said so more than " + Durations.print(FRESH) + " ago; it is asked again"));
    }
    return tracked.assessment.expectation() instanceof Expectation.Injected injected
        ? silent(injected.revision()) : Optional.empty();
  }

  /** Whether a question about it is under way or can be put; if not, others need not wait for it. */
  boolean askable(Tracked tracked, Instant now) {
    return asked.containsKey(tracked.ref) || obtainable(now) && !tooSoon(tracked, now);
  }

  /** Whether the last question about it came to nothing: then nobody should wait for the next. */
  boolean failing(WorkloadRef ref) {
    return failing.contains(ref);
  }

  /** Whether the last answer about it was given longer ago than that. */
  boolean answeredBefore(WorkloadRef ref, Instant moment) {
    return told.containsKey(ref) && told.get(ref).at().isBefore(moment);
  }

  private boolean tooSoon(Tracked tracked, Instant now) {
    return Optional.ofNullable(askAgain.get(tracked.ref)).filter(now::isBefore).isPresent();
  }

  private Optional<Deferral> denied(Tracked tracked, Denial refused) {
    return policy.get().proof() == ProofPolicy.PREFERRED && Wants.isPlain(tracked) ? Optional.empty()
        : Optional.of(Deferral.of(DeferReason.NOT_PROVABLE,
            "drift.proof is " + policy.get().proof().label() + ", and we may not ask: " + refused.detail()));
  }

  private Deferral unanswered(Tracked tracked) {
    String revision = Provable.revision(tracked.assessment.expectation());
    Optional<String> problem = Optional.ofNullable(injectors.get(revision)).flatMap(Word::problem);
    return problem.map(detail -> Deferral.of(DeferReason.INJECTOR_NOT_ANSWERING, detail))
        .orElseGet(() -> Deferral.of(DeferReason.UNPROVEN, asked.containsKey(tracked.ref)
            ? "the API server is asked what a new pod would get"
            : "the API server was not asked what a new pod would get"));
  }

  /** What others have heard of that injector since. */
  private Optional<Deferral> silent(String revision) {
    return Optional.ofNullable(injectors.get(revision)).flatMap(Word::problem)
        .map(problem -> Deferral.of(DeferReason.INJECTOR_NOT_ANSWERING, problem));
  }

  /** The question about that workload, if it may be put now. */
  Optional<Effect.Prove> ask(Tracked tracked, Instant now) {
    if (!obtainable(now) || tooSoon(tracked, now) || asked.containsKey(tracked.ref) || rate.free(now) == 0) {
      return Optional.empty();
    }
    Optional<Effect.Prove> question = question(tracked);
    question.ifPresent(effect -> rate.take(asked.get(tracked.ref).number()));
    return question;
  }

  /** The same for one who looks once: whatever the mode, and not held to the limits of a daemon. */
  Optional<Effect.Prove> askAtOnce(Tracked tracked, Instant now) {
    return denial(now).isPresent() || tooSoon(tracked, now) || about(tracked.ref, tracked.subject).isPresent()
        || !Provable.is(tracked.computed) ? Optional.empty() : question(tracked);
  }

  /** None about a template that was only read off a pod. */
  private Optional<Effect.Prove> question(Tracked tracked) {
    Optional<String> body = tracked.workload.template().map(TemplateFacts::body).filter(text -> !text.isEmpty());
    body.ifPresent(text -> asked.put(tracked.ref,
        new Asked(tracked.subject, Provable.revision(tracked.computed),
            tracked.computed instanceof Expectation.Injected, Integer.toString(number++))));
    return body.map(text -> new Effect.Prove(tracked.ref, tracked.subject, text));
  }

  /** Why nobody may be asked now, in the words of the API server. */
  Optional<String> denial(Instant now) {
    return denial.filter(refused -> now.isBefore(refused.until())).map(Denial::detail);
  }

  void denied(String detail, Instant now) {
    denial = Optional.of(new Denial(detail, now.plus(ASK_AGAIN_IF_REFUSED)));
  }

  /** Takes in what came of a question; an answer about what was forgotten meanwhile says nothing. */
  void answered(Effect.Prove effect, ProofAnswer answer, Instant now) {
    Asked question = asked.remove(effect.ref());
    if (question == null) {
      return;
    }
    failing.remove(effect.ref());
    if (answer instanceof ProofAnswer.HeldBack) {
      rate.giveBack(question.number());
      askAgain.put(effect.ref(), now.plus(ASK_AGAIN_IF_HELD_BACK));
    } else {
      rate.answered(question.number(), now);
      take(effect, question, answer, now);
    }
  }

  private void take(Effect.Prove effect, Asked question, ProofAnswer answer, Instant now) {
    switch (answer) {
      case ProofAnswer.Admitted admitted when admitted.proxy().isPresent() -> {
        tell(effect, new Proof.Injected(admitted.proxy().get()), now);
        askAgain.remove(effect.ref());
        heard(question.revision(), Optional.empty(), now);
      }
      case ProofAnswer.Admitted bare -> {
        tell(effect, new Proof.Bare(), now);
        askAgain.put(effect.ref(), now.plus(question.expected() ? ASK_AGAIN : ASK_AGAIN_IF_REFUSED));
        if (question.expected()) {
          heard(question.revision(), Optional.of("a dry run for " + effect.ref() + " came back without a sidecar"),
              now);
        }
      }
      case ProofAnswer.Refused(int status, String detail) -> {
        tell(effect, new Proof.Refused("HTTP " + status + ": " + detail), now);
        askAgain.put(effect.ref(), now.plus(ASK_AGAIN_IF_REFUSED));
      }
      case ProofAnswer.Forbidden(String detail) -> denied(detail, now);
      case ProofAnswer.HeldBack heldBack -> { }
      case ProofAnswer.Failed(String detail) -> {
        failing.add(effect.ref());
        askAgain.put(effect.ref(), now.plus(ASK_AGAIN));
        if (!isOfAnotherWebhook(detail)) {
          heard(question.revision(), Optional.of("a dry run for " + effect.ref() + " failed: " + detail), now);
        }
      }
    }
  }

  /** The API server names the webhook that it could not call; those of Istio end in {@code istio.io}. */
  private static boolean isOfAnotherWebhook(String detail) {
    return detail.contains("failed calling webhook") && !detail.contains("istio.io\"");
  }

  private void tell(Effect.Prove effect, Proof proof, Instant now) {
    told.put(effect.ref(), new Told(effect.subject(), proof, now));
  }

  private void heard(String revision, Optional<String> problem, Instant now) {
    injectors.put(revision, new Word(now, problem));
  }

  /** Nothing is asked about it any more. */
  void forget(WorkloadRef ref) {
    Optional.ofNullable(asked.remove(ref)).ifPresent(question -> rate.giveBack(question.number()));
    told.remove(ref);
    askAgain.remove(ref);
    failing.remove(ref);
  }
}

package dev.driftless.simulation;

import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Invariant 6: where a proof is required, no restart without the injector's own word of the last 30 seconds, from the
 * namespace of the workload.
 */
final class ProofsHold implements Invariant {

  private static final Duration FRESH = Duration.ofSeconds(30);

  private final InForce inForce;
  private final Map<Asked, Instant> answered = new HashMap<>();

  private record Asked(int process, String namespace) {}

  ProofsHold(InForce inForce) {
    this.inForce = inForce;
  }

  @Override
  public void asked(Question question) {
    if (question.status() < 300) {
      answered.put(new Asked(question.process(), question.namespace()), question.at());
    }
  }

  @Override
  public void acted(Write write) {
    Instant oldest = write.at().minus(FRESH).minus(Network.ON_ITS_WAY);
    Instant last = answered.getOrDefault(new Asked(write.process(), write.name().namespace()), Instant.MIN);
    boolean required = inForce.possible().map(Policy::proof).allMatch(proof -> proof == ProofPolicy.REQUIRED);
    if (required && last.isBefore(oldest)) {
      throw new Violation(6, "nobody has asked the injector since " + last + ": " + write);
    }
  }
}

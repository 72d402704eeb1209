package dev.driftless.edge.loop;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.ProofAnswer;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;

import java.time.Duration;

/** The second lock before dry runs: never more than 10 a second, and few while the API server fails. Thread-safe. */
public final class GuardedProver implements Prover {

  private final Prover prover;
  private final RateLimiter limiter = RateLimiter.of("proofs", RateLimiterConfig.custom().limitForPeriod(10)
      .limitRefreshPeriod(Duration.ofSeconds(1)).timeoutDuration(Duration.ZERO).build());
  private final CircuitBreaker breaker = CircuitBreaker.of("proofs", CircuitBreakerConfig.custom()
      .minimumNumberOfCalls(5).slidingWindowSize(10).failureRateThreshold(80)
      .waitDurationInOpenState(Duration.ofSeconds(5)).permittedNumberOfCallsInHalfOpenState(1)
      .recordResult(ProofAnswer.Failed.class::isInstance).build());

  public GuardedProver(Prover prover) {
    this.prover = prover;
  }

  @Override
  public ProofAnswer prove(Effect.Prove effect) {
    try {
      return limiter.executeSupplier(() -> breaker.executeSupplier(() -> prover.prove(effect)));
    } catch (RequestNotPermitted | CallNotPermittedException e) {
      return new ProofAnswer.HeldBack();
    }
  }
}

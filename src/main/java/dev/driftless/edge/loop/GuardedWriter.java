package dev.driftless.edge.loop;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The second lock behind the engine's own limits: a rate limiter that never waits, and a breaker that stops writing
 * while the API server fails. Thread-safe.
 */
public final class GuardedWriter implements Writer {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedWriter.class);

  private final Writer writer;
  private volatile RateLimiter limiter;
  private final CircuitBreaker breaker;

  public GuardedWriter(Writer writer, Limits.Rate rate) {
    this.writer = writer;
    this.limiter = limiter(rate);
    this.breaker = CircuitBreaker.of("api", CircuitBreakerConfig.custom().minimumNumberOfCalls(3).slidingWindowSize(6)
        .failureRateThreshold(50).waitDurationInOpenState(Duration.ofSeconds(30))
        .permittedNumberOfCallsInHalfOpenState(1).build());
  }

  private static RateLimiter limiter(Limits.Rate rate) {
    return RateLimiter.of("writes", RateLimiterConfig.custom().limitForPeriod(rate.restarts())
        .limitRefreshPeriod(rate.per()).timeoutDuration(Duration.ZERO).build());
  }

  /** From now on another rate holds. Its cycles begin anew, while the engine goes on counting what was done before. */
  public void under(Limits.Rate rate) {
    RateLimiterConfig now = limiter.getRateLimiterConfig();
    boolean same = now.getLimitForPeriod() == rate.restarts() && now.getLimitRefreshPeriod().equals(rate.per());
    limiter = same ? limiter : limiter(rate);
  }

  @Override
  public Answer write(Effect.Write effect) {
    if (!breaker.tryAcquirePermission()) {
      return new Answer.HeldBack(DeferReason.API_BREAKER);
    }
    if (!limiter.acquirePermission()) {
      breaker.releasePermission();
      return new Answer.HeldBack(DeferReason.RATE);
    }
    long began = System.nanoTime();
    Answer answer = answer(effect);
    long took = System.nanoTime() - began;
    switch (answer) {
      case Answer.Accepted accepted -> breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      case Answer.Conflict conflict -> breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      case Answer.Blocked blocked -> breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      case Answer.Refused refused -> breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      case Answer.Failed(String detail) -> breaker.onError(took, TimeUnit.NANOSECONDS, new WriteFailure(detail));
      case Answer.Unanswered(String detail) -> breaker.onError(took, TimeUnit.NANOSECONDS, new WriteFailure(detail));
      case Answer.HeldBack heldBack -> breaker.releasePermission();
    }
    return answer;
  }

  /** A writer that breaks its promise leaves open whether the write happened. */
  private Answer answer(Effect.Write effect) {
    try {
      return writer.write(effect);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("workload", effect.ref()).log("the writer failed");
      return new Answer.Unanswered(e.toString());
    }
  }

  private static final class WriteFailure extends Exception {

    private static final long serialVersionUID = 1;

    WriteFailure(String message) {
      super(message, null, false, false);
    }
  }
}

package dev.driftless.edge.log;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.edge.bus.Topics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes each fact as one line: transitions at {@code info}, failures at {@code warn}. A workload that only waits for
 * its turn, or for what is logged elsewhere, is at {@code debug}: with many candidates that changes with every restart
 * that goes ahead; {@code plan} and the metrics tell who waits.
 */
public final class FactLog extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(FactLog.class);
  private static final Set<UnknownReason> MOMENTARY =
      Set.of(UnknownReason.OWNER_NOT_OBSERVED, UnknownReason.NAMESPACE_NOT_OBSERVED);

  @Override
  public Future<?> start() {
    return Topics.FACTS.subscribe(vertx, batch -> batch.facts().forEach(FactLog::log)).completion();
  }

  static void log(Fact fact) {
    switch (fact) {
      case Fact.Judged judged -> judged(judged).addKeyValue("verdict", judged.now().label())
          .addKeyValue("reason", reason(judged.now())).addKeyValue("detail", detail(judged.now())).log("judged");
      case Fact.Deferred deferred -> until(line(level(deferred.reason()), fact), deferred)
          .addKeyValue("reason", deferred.reason()).addKeyValue("detail", deferred.detail()).log("deferred");
      case Fact.Requested requested -> restart(line(Level.INFO, fact), requested.marks())
          .addKeyValue("dryRun", requested.dryRun()).log("restart requested");
      case Fact.Answered answered -> restart(line(level(answered.answer()), fact), answered.marks())
          .addKeyValue("dryRun", answered.dryRun()).addKeyValue("answer", answered.answer()).log("restart answered");
      case Fact.EvictionRequested requested -> restart(line(Level.INFO, fact), requested.marks())
          .addKeyValue("pod", requested.pod()).addKeyValue("dryRun", requested.dryRun()).log("eviction requested");
      case Fact.EvictionAnswered answered -> restart(line(level(answered.answer()), fact), answered.marks())
          .addKeyValue("pod", answered.pod()).addKeyValue("dryRun", answered.dryRun())
          .addKeyValue("answer", answered.answer()).log("eviction answered");
      case Fact.Ended ended -> restart(line(level(ended.outcome()), fact), ended.marks())
          .addKeyValue("outcome", ended.outcome()).addKeyValue("detail", ended.detail()).log("restart ended");
    }
  }

  private static LoggingEventBuilder line(Level level, Fact fact) {
    return LOG.atLevel(level).addKeyValue("factId", fact.id()).addKeyValue("kind", fact.ref().kind().label())
        .addKeyValue("namespace", fact.ref().namespace()).addKeyValue("name", fact.ref().name());
  }

  private static LoggingEventBuilder until(LoggingEventBuilder line, Fact.Deferred fact) {
    return fact.until().map(until -> line.addKeyValue("until", until)).orElse(line);
  }

  private static LoggingEventBuilder judged(Fact.Judged fact) {
    LoggingEventBuilder line = line(level(fact.now()), fact);
    return fact.before().map(before -> line.addKeyValue("before", before.label())).orElse(line);
  }

  private static LoggingEventBuilder restart(LoggingEventBuilder line, Marks marks) {
    return line.addKeyValue("restartId", marks.restartId()).addKeyValue("target", marks.target())
        .addKeyValue("attempt", marks.attempt());
  }

  private static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.InSync inSync -> "";
      case Verdict.Drifted drifted -> joined(drifted, drift -> drift.reason().name());
      case Verdict.Exempt exempt -> exempt.reason().name();
      case Verdict.Unknown unknown -> unknown.reason().name();
    };
  }

  private static String detail(Verdict verdict) {
    return switch (verdict) {
      case Verdict.InSync inSync -> "";
      case Verdict.Drifted drifted -> joined(drifted, drift -> drift.actual() + " → " + drift.expected());
      case Verdict.Exempt exempt -> exempt.detail();
      case Verdict.Unknown unknown -> unknown.detail();
    };
  }

  private static String joined(Verdict.Drifted drifted, Function<Drift, String> text) {
    return drifted.drifts().stream().map(text).collect(Collectors.joining(", "));
  }

  /** What only has to be seen yet, or is just being removed, is over in a moment. */
  private static Level level(Verdict verdict) {
    boolean momentary = verdict instanceof Verdict.Unknown unknown && MOMENTARY.contains(unknown.reason());
    return momentary ? Level.DEBUG : Level.INFO;
  }

  private static Level level(DeferReason reason) {
    return switch (reason) {
      case POLICY_REPORT, CONTROL_PLANE_NOT_READY, WEBHOOK_NOT_SERVED, PROXY_AHEAD, PROXY_NOT_COMPARABLE, PAUSED,
          ON_PAUSE, ROLLOUT_IN_PROGRESS, NOT_AVAILABLE, ON_DELETE, PARTITIONED, NEEDS_DOWNTIME, PDB_NEVER_ALLOWS,
          PDB_BLOCKS, OUTSIDE_WINDOW, WINDOW_UNREADABLE, WINDOW_TOO_SHORT, COOLDOWN, TOO_LARGE, BREAKER_OPEN,
          MESH_UNHEALTHY, NOT_PROVABLE, INJECTOR_NOT_ANSWERING, TARGET_FLAPPING, HALF_DONE, FAILED,
          WRITE_FAILED, REFUSED, QUARANTINED -> Level.INFO;
      case MODE_OBSERVE, MODE_DRY_RUN, NOT_LEADER, NOT_SYNCED, STALE_FACTS, ALERTS_FIRING,
          ALERTS_UNKNOWN, MESH_SETTLING, DRIFT_SETTLING, UNPROVEN, NO_SLOT, NO_SLOT_IN_NAMESPACE, WAVE, RATE,
          API_BREAKER, RESTARTING, AWAITING_ANSWER -> Level.DEBUG;
    };
  }

  private static Level level(Answer answer) {
    return switch (answer) {
      case Answer.Accepted accepted -> Level.INFO;
      case Answer.Conflict conflict -> Level.INFO;
      case Answer.Blocked blocked -> Level.INFO;
      case Answer.HeldBack heldBack -> Level.DEBUG;
      case Answer.Refused refused -> Level.WARN;
      case Answer.Failed failed -> Level.WARN;
      case Answer.Unanswered unanswered -> Level.WARN;
    };
  }

  private static Level level(Outcome outcome) {
    return switch (outcome) {
      case VERIFIED, SUPERSEDED, SUPERSEDED_BY_TARGET -> Level.INFO;
      case TIMED_OUT, WITHOUT_SIDECAR, DID_NOT_CONVERGE, REVERTED -> Level.WARN;
    };
  }
}

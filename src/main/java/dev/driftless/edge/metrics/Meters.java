package dev.driftless.edge.metrics;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Census;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.remediation.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The meters of Driftless. One thread at a time may record; scraping may happen at any time on any thread. */
public final class Meters {

  /** The kinds that Driftless restarts. */
  private static final List<Kind> RESTARTABLE = List.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.DAEMON_SET,
      Kind.REPLICA_SET, Kind.REPLICATION_CONTROLLER);

  private final MeterRegistry registry;
  private final GaugeGroup workloads;
  private final GaugeGroup pods;
  private final GaugeGroup inFlight;
  private final GaugeGroup deferred;
  private final GaugeGroup stuck;
  private final GaugeGroup informers;
  private final AtomicInteger leader;
  private final AtomicInteger breaker;
  private final AtomicInteger configIsGood = new AtomicInteger(1);

  public Meters(MeterRegistry registry) {
    this.registry = registry;
    workloads = new GaugeGroup(registry, "driftless.workloads",
        "Workloads by kind, state and the revision that injects them now.");
    pods = new GaugeGroup(registry, "driftless.pods", "Injected pods by version and revision of their proxy.");
    inFlight = new GaugeGroup(registry, "driftless.rollouts.in.flight", "Workloads that hold a slot.");
    deferred = new GaugeGroup(registry, "driftless.deferred.workloads",
        "Drifted workloads that wait, by the first reason.");
    stuck = new GaugeGroup(registry, "driftless.stuck.pods",
        "Pods that should run and are not ready, by why that is and whose problem it is.");
    informers = new GaugeGroup(registry, "driftless.informer.synced",
        "Whether the first list of the informer is complete: 1 or 0.");
    leader = new AtomicInteger();
    Gauge.builder("driftless.leader", leader, AtomicInteger::get)
        .description("Whether this replica is the one that may act: 1 or 0.").register(registry);
    Gauge.builder("driftless.config.last.reload.successful", configIsGood, AtomicInteger::get)
        .description("Whether the configuration file as it is now is in force: 1 or 0.").register(registry);
    reloads(true);
    reloads(false);
    RESTARTABLE.forEach(this::startAtZero);
    Arrays.stream(Limiter.values()).forEach(this::throttled);
    breaker = new AtomicInteger();
    Gauge.builder("driftless.breaker.open", breaker, AtomicInteger::get)
        .description("Targets whose failed restarts stop all others: 0 if none do.").register(registry);
    record(new Census(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 0));
  }

  public void record(Fact fact) {
    switch (fact) {
      case Fact.Answered answered ->
        answered(answered.answer(), answered.dryRun(), result -> restarts(answered.ref().kind(), result));
      case Fact.EvictionAnswered answered ->
        answered(answered.answer(), answered.dryRun(), result -> evictions(answered.ref().kind(), result));
      case Fact.Ended ended -> rollouts(ended.ref().kind(), ended.outcome().label()).increment();
      case Fact.Deferred wait -> Limiter.of(wait.reason()).map(this::throttled).ifPresent(Counter::increment);
      case Fact.Judged judged -> {}
      case Fact.Requested requested -> {}
      case Fact.EvictionRequested requested -> {}
    }
  }

  public void record(Census census) {
    workloads.set(byTags(census.workloads(), group -> Tags.of("kind", group.kind().label(),
        "state", group.state().label(), "mesh_revision", group.revision())));
    pods.set(byTags(ProxyVersions.capped(census.pods()),
        group -> Tags.of("proxy_version", group.version(), "mesh_revision", group.revision())));
    Map<Kind, Integer> slots = new HashMap<>(census.inFlight());
    RESTARTABLE.forEach(kind -> slots.putIfAbsent(kind, 0));
    inFlight.set(byTags(slots, kind -> Tags.of("kind", kind.label())));
    deferred.set(byTags(Arrays.stream(DeferReason.values())
        .collect(Collectors.toMap(Function.identity(), reason -> census.deferred().getOrDefault(reason, 0))),
        reason -> Tags.of("reason", reason.name().toLowerCase(Locale.ROOT))));
    stuck.set(byTags(census.stuck(), group -> Tags.of("diagnosis", group.diagnosis().name().toLowerCase(Locale.ROOT),
        "owner", group.owner().label())));
    breaker.set(census.stopping());
  }

  /** May be called on any thread at any time. */
  public void leading(boolean leads) {
    leader.set(leads ? 1 : 0);
  }

  /** The configuration file has changed. May be called on any thread at any time. */
  public void reloaded(boolean successful) {
    configIsGood.set(successful ? 1 : 0);
    reloads(successful).increment();
  }

  private Counter reloads(boolean successful) {
    return Counter.builder("driftless.config.reload")
        .description("Changes of the configuration file, by whether it could be used.")
        .tags("result", successful ? "success" : "failure")
        .register(registry);
  }

  /** @param states of all informers */
  public void record(Map<Resource, InformerState> states) {
    informers.set(states.entrySet().stream().collect(Collectors.toMap(
        entry -> Tags.of("resource", entry.getKey().label()), entry -> entry.getValue().synced() ? 1 : 0)));
  }

  private void answered(Answer answer, boolean dryRun, Function<Result, Counter> counter) {
    switch (answer) {
      case Answer.Accepted accepted -> counter.apply(dryRun ? Result.DRY_RUN : Result.SUCCESS).increment();
      case Answer.Conflict conflict -> counter.apply(Result.CONFLICT).increment();
      case Answer.Blocked blocked -> counter.apply(Result.BLOCKED).increment();
      case Answer.Refused refused -> counter.apply(Result.ERROR).increment();
      case Answer.Failed failed -> counter.apply(Result.ERROR).increment();
      case Answer.Unanswered unanswered -> counter.apply(Result.ERROR).increment();
      case Answer.HeldBack(DeferReason reason) ->
        throttled(switch (reason) {
          case API_BREAKER -> Limiter.API_BREAKER;
          case NOT_LEADER -> Limiter.LEASE;
          default -> Limiter.GUARD;
        }).increment();
    }
  }

  private void startAtZero(Kind kind) {
    EnumSet.complementOf(EnumSet.of(Result.BLOCKED)).forEach(result -> restarts(kind, result));
    Arrays.stream(Result.values()).filter(result -> kind != Kind.DEPLOYMENT)
        .forEach(result -> evictions(kind, result));
    Arrays.stream(Outcome.values()).forEach(outcome -> rollouts(kind, outcome.label()));
  }

  private Counter restarts(Kind kind, Result result) {
    return Counter.builder("driftless.restarts")
        .description("Restarts sent to the API server, by what it said.")
        .tags("kind", kind.label(), "result", result.label())
        .register(registry);
  }

  private Counter evictions(Kind kind, Result result) {
    return Counter.builder("driftless.evictions")
        .description("Evictions sent to the API server, by what it said.")
        .tags("kind", kind.label(), "result", result.label())
        .register(registry);
  }

  private Counter rollouts(Kind kind, String outcome) {
    return Counter.builder("driftless.rollouts")
        .description("Rollouts of ours that ended, by how.")
        .tags("kind", kind.label(), "outcome", outcome)
        .register(registry);
  }

  private Counter throttled(Limiter limiter) {
    return Counter.builder("driftless.throttled")
        .description("Restarts that a limit put off.")
        .tags("limiter", limiter.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static <K> Map<Tags, Integer> byTags(Map<K, Integer> counts, Function<K, Tags> tags) {
    return counts.entrySet().stream()
        .collect(Collectors.toMap(entry -> tags.apply(entry.getKey()), Map.Entry::getValue));
  }

  /** What came of a restart or of an eviction, as the value of the label {@code result}. */
  private enum Result {
    SUCCESS, ERROR, CONFLICT, BLOCKED, DRY_RUN;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What put a restart off, as the value of the label {@code limiter}. */
  private enum Limiter {
    RATE, SLOTS, NAMESPACE, WAVE, GUARD, API_BREAKER, LEASE;

    /** The limit of the plan behind a reason; empty if it is a condition and no limit. */
    static Optional<Limiter> of(DeferReason reason) {
      return Optional.ofNullable(Map.of(DeferReason.RATE, RATE, DeferReason.NO_SLOT, SLOTS,
          DeferReason.NO_SLOT_IN_NAMESPACE, NAMESPACE, DeferReason.WAVE, WAVE).get(reason));
    }
  }
}

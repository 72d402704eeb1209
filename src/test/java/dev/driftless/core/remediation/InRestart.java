package dev.driftless.core.remediation;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Troubles;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Limits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workload of three pods that is in restart, in whichever state a test wants to see it. */
final class InRestart {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final Duration DEADLINE = Duration.ofMinutes(15);
  static final Duration SOAK = Duration.ofSeconds(60);
  static final Limits LIMITS = new Limits(new Budget.Count(1), 1, new Limits.Rate(1, Duration.ofMinutes(1)),
      new Limits.Cooldown(Duration.ofMinutes(10), Duration.ofHours(6)), 3, DEADLINE, SOAK, 1);

  static final String NEW = "docker.io/istio/proxyv2:1.32.0";
  static final String OLD = "docker.io/istio/proxyv2:1.31.2";
  static final String TARGET = "default@1.32.0";
  static final Assessment IN_SYNC = judged(new Verdict.InSync());
  static final Drift IMAGE = new Drift(DriftReason.IMAGE, "istio-proxy", OLD, NEW, 1);

  private static final WorkloadRef CART = new WorkloadRef(Kind.REPLICA_SET, "shop", "cart", "u");
  private static final Marks MARKS = new Marks("r1", TARGET, 1, START);

  Map<String, String> annotations = Map.of(Marks.RESTART_ID, MARKS.restartId());
  Map<String, String> ofTemplate = annotations;
  Strategy strategy = new Strategy(Strategy.Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO);
  Replicas replicas = new Replicas(3, 3, 3, 3, true);
  Assessment assessment = IN_SYNC;
  Instant standingSince = START.minus(Duration.ofDays(1));
  List<PodFacts> pods;

  private InRestart(PodFacts... pods) {
    this.pods = List.of(pods);
  }

  /** Its owner replaces the pods. */
  static InRestart rolling(PodFacts... pods) {
    return new InRestart(pods);
  }

  /** Its pods are evicted. */
  static InRestart evicting(PodFacts... pods) {
    InRestart restart = new InRestart(pods);
    restart.ofTemplate = Map.of();
    restart.strategy = Strategy.ON_DELETE;
    return restart;
  }

  Rollout seen(Instant now) {
    return new Rollout(MARKS, "digest", workload(), now);
  }

  /** How a restart stands that has been watched from its beginning. */
  Progress at(Instant now) {
    return of(seen(START), now);
  }

  Progress of(Rollout rollout, Instant now) {
    return rollout.progress(new Observed(workload(), assessment, standingSince), LIMITS, now);
  }

  Workload workload() {
    TemplateFacts template = new TemplateFacts(Map.of(), ofTemplate, false, Optional.empty(), Optional.empty(), "",
        "digest", "{}", Map.of());
    return new Workload(CART, Optional.of(new WorkloadFacts(CART, "1", 1, Instant.EPOCH, false, Optional.empty(),
        annotations, template, strategy, replicas, "")), Optional.of(template), pods);
  }

  static Assessment judged(Verdict verdict, Drift... drifts) {
    return new Assessment(Proxies.expected(NEW, false, "webhooks/rev"), verdict, List.of(drifts), TARGET);
  }

  /** The same where the API server itself has said what a new pod gets. */
  static Assessment proved(Verdict verdict) {
    Expectation shown = Expectation.Injected.shown(Proxies.plain(NEW, "default"), "webhooks/rev", false);
    return new Assessment(shown, verdict, List.of(), TARGET);
  }

  /** A pod from before the restart. */
  static PodFacts old(String name, Instant ready) {
    return pod(name, "", START.minus(Duration.ofDays(1)), Optional.of(Proxies.plain(OLD, "default")),
        new PodState(PodPhase.RUNNING, Optional.of(ready), false, Optional.empty()));
  }

  /** A pod of the restart. */
  static PodFacts fresh(String name, Instant ready) {
    return fresh(name, NEW, ready);
  }

  static PodFacts fresh(String name, String image, Instant ready) {
    return pod(name, "r1", START, Optional.of(Proxies.plain(image, "default")),
        new PodState(PodPhase.RUNNING, Optional.of(ready), false, Optional.empty()));
  }

  /** A pod of the restart that is not ready, and waits for that. */
  static PodFacts starting(String name, String waiting) {
    return pod(name, "r1", START, Optional.of(Proxies.plain(NEW, "default")),
        new PodState(PodPhase.PENDING, Optional.empty(), false, Troubles.waiting(waiting)));
  }

  /** A pod of the restart that the injector did not see. */
  static PodFacts bare(String name) {
    return pod(name, "r1", START, Optional.empty(),
        new PodState(PodPhase.RUNNING, Optional.of(START), false, Optional.empty()));
  }

  private static PodFacts pod(String name, String restartId, Instant born, Optional<Proxy> proxy, PodState state) {
    return new PodFacts("shop", name, name, "1", born, Optional.empty(),
        new PodShape(Map.of(), proxy, restartId, Optional.empty(), Map.of()), state);
  }
}

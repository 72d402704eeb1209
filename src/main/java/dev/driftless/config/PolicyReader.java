package dev.driftless.config;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.model.Durations;
import dev.driftless.core.model.Tree;
import dev.driftless.core.plan.AlertGate;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Places;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.plan.Window;
import dev.driftless.core.plan.Windows;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration file into a {@link Policy}. What the file does not say is as in the defaults. */
final class PolicyReader {

  private final Policy defaults;
  private final Section root;

  private PolicyReader(Policy defaults, Section root) {
    this.defaults = defaults;
    this.root = root;
  }

  static Policy read(Tree tree, Policy defaults, Problems problems) {
    return new PolicyReader(defaults, Section.root(tree, problems)).policy(problems);
  }

  private Policy policy(Problems problems) {
    root.fixed("apiVersion", "driftless.dev/v1alpha1");
    root.fixed("kind", "DriftlessConfig");
    var mode = root.value("mode", Formats.MODE, defaults.mode());
    var namespaceMode = root.value("namespaceMode", Formats.OPTIONAL_MODE, defaults.places().namespaceMode());
    Policy.Scope scope = scope(root.section("watch"));
    Policy.Mesh mesh = mesh(root.section("mesh"));
    Section drift = root.section("drift");
    var settle = drift.value("settle", Formats.DURATION, defaults.driftSettle());
    Map<DriftReason, Reaction> reactions = reactions(drift.section("policy"));
    var proof = drift.value("proof", Formats.PROOF, defaults.proof());
    drift.end();
    Section gateways = root.section("gateways");
    var ofGateways = gateways.value("policy", Formats.REACTION, defaults.places().gateways());
    gateways.end();
    Section disruption = root.section("disruption");
    Limits limits = limits(disruption, problems);
    var downtime = disruption.value("downtime", Formats.DOWNTIME, defaults.downtime());
    var priority = disruption.values("priorityNamespaces", Formats.NAMESPACE, defaults.places().priority());
    disruption.end();
    Windows windows = windows();
    Optional<AlertGate> alerts = alerts(root.section("gates"));
    Section stuck = root.section("stuck");
    var stuckAge = stuck.value("minimumAge", Formats.DURATION, defaults.stuckAge());
    stuck.end();
    root.end();
    return new Policy(mode, scope, mesh, settle, reactions, proof, limits, downtime, windows,
        new Places(namespaceMode, defaults.places().home(), ofGateways, priority), alerts,
        stuckAge);
  }

  private Policy.Scope scope(Section watch) {
    var namespaces = watch.values("namespaces", Formats.NAMESPACE);
    var selector = watch.value("namespaceSelector", Formats.SELECTOR, defaults.scope().selector());
    watch.end();
    return new Policy.Scope(namespaces.isEmpty() ? defaults.scope().namespaces() : namespaces, selector);
  }

  private Policy.Mesh mesh(Section mesh) {
    var namespace = mesh.value("namespace", Formats.NAMESPACE, defaults.mesh().namespace());
    var settle = mesh.value("settle", Formats.DURATION, defaults.mesh().settle());
    mesh.end();
    return new Policy.Mesh(namespace, settle);
  }

  private Map<DriftReason, Reaction> reactions(Section policy) {
    Map<DriftReason, Reaction> reactions = new EnumMap<>(defaults.reactions());
    reactions.replaceAll((reason, fallback) -> policy.value(reason.name(),
        reason.curable() ? Formats.REACTION : Formats.REPORT_OR_IGNORE, fallback));
    policy.end();
    return Map.copyOf(reactions);
  }

  private Limits limits(Section disruption, Problems problems) {
    Limits limits = defaults.limits();
    var maxInFlight = disruption.value("maxInFlight", Formats.BUDGET, limits.maxInFlight());
    int perNamespace =
        disruption.value("maxInFlightPerNamespace", Formats.COUNT, limits.maxInFlightPerNamespace());
    int pods = disruption.value("maxPodsInFlight", Formats.COUNT_OR_NONE, limits.maxPodsInFlight());
    Limits.Rate rate = rate(disruption.section("rate"));
    Limits.Cooldown cooldown = cooldown(disruption.section("cooldown"), problems);
    int maxAttempts = disruption.value("maxAttempts", Formats.COUNT, limits.maxAttempts());
    var deadline = disruption.value("deadline", Formats.POSITIVE_DURATION, limits.deadline());
    var soak = disruption.value("soak", Formats.DURATION, limits.soak());
    return new Limits(maxInFlight, perNamespace, pods, rate, cooldown, maxAttempts, deadline, soak,
        WavesReader.read(disruption, limits.waves(), problems), breaking(root.section("breaker")));
  }

  private Limits.Breaking breaking(Section breaker) {
    Limits.Breaking usual = defaults.limits().breaking();
    int failures = breaker.value("failures", Formats.COUNT, usual.failures());
    var within = breaker.value("within", Formats.POSITIVE_DURATION, usual.within());
    var reopenAfter = breaker.value("reopenAfter", Formats.POSITIVE_DURATION, usual.reopenAfter());
    var maxUnhealthy = breaker.value("maxUnhealthy", Formats.UNHEALTHY, usual.maxUnhealthy());
    breaker.end();
    return new Limits.Breaking(failures, within, reopenAfter, maxUnhealthy);
  }

  private Windows windows() {
    List<Window> windows = root.sections("windows").flatMap(item -> WindowReader.read(item).stream()).toList();
    return windows.isEmpty() ? defaults.windows() : new Windows(windows);
  }

  private Optional<AlertGate> alerts(Section gates) {
    Section prometheus = gates.section("prometheus");
    String url = prometheus.value("url", Formats.URL, "");
    String names = prometheus.value("alerts", Formats.REGEX, "");
    prometheus.end();
    gates.end();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    if (names.isEmpty()) {
      prometheus.missing("alerts", "a regular expression of the alerts that stop acting, as there is a url");
    }
    return Optional.of(new AlertGate(url, names));
  }

  private Limits.Rate rate(Section rate) {
    int restarts = rate.value("restarts", Formats.COUNT, defaults.limits().rate().restarts());
    var per = rate.value("per", Formats.POSITIVE_DURATION, defaults.limits().rate().per());
    rate.end();
    return new Limits.Rate(restarts, per);
  }

  private Limits.Cooldown cooldown(Section cooldown, Problems problems) {
    var initial = cooldown.value("initial", Formats.POSITIVE_DURATION, defaults.limits().cooldown().initial());
    var max = cooldown.value("max", Formats.POSITIVE_DURATION, defaults.limits().cooldown().max());
    cooldown.end();
    if (max.compareTo(initial) < 0) {
      problems.notAllowed("disruption.cooldown.max", "'" + Durations.print(max) + "'",
          "at least disruption.cooldown.initial, which is " + Durations.print(initial));
    }
    return new Limits.Cooldown(initial, max);
  }
}

package dev.driftless.core.plan;

import dev.driftless.core.inventory.Inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything beside the candidates that a plan depends on.
 *
 * @param facts         why the facts as a whole cannot be relied on now
 * @param meshChangedAt when injector, webhooks or control planes were last seen to change
 * @param inFlight      who holds a slot
 * @param managed       number of workloads that get a sidecar and can be restarted: what a percentage is of
 * @param failures      targets whose failed restarts stop everything
 * @param campaigns     by revision
 * @param alerts        why alerts stop everything now
 */
public record Situation(Inventory inventory, Optional<Deferral> facts, Instant meshChangedAt, List<InFlight> inFlight,
    int managed, MeshHealth health, Map<String, Breaker.Open> failures, Map<String, Campaign> campaigns,
    Optional<Deferral> alerts) {}

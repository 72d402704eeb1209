package dev.driftless.core.plan;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.NamespaceFacts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that people decide about acting. The edge reads it from the configuration; the core only obeys.
 *
 * @param mode        the most that is allowed anywhere
 * @param mesh        what is said of the mesh
 * @param driftSettle how long a workload must have been seen drifted before it is believed; may be zero
 * @param reactions   for every reason; {@link Reaction#RESTART} only for those that a restart can cure
 * @param windows     what annotations can narrow
 * @param alerts      which alerts stop everything; empty if nobody shall be asked
 * @param stuckAge    how long a pod must not have been ready before it is told to be stuck; may be zero
 */
public record Policy(Mode mode, Scope scope, Mesh mesh, Duration driftSettle, Map<DriftReason, Reaction> reactions,
    ProofPolicy proof, Limits limits, Downtime downtime, Windows windows, Places places, Optional<AlertGate> alerts,
    Duration stuckAge) {

  /** Long enough for an image to be pulled and an application to begin. */
  public static final Duration STUCK_AGE = Duration.ofMinutes(5);

  /** With the usual age of stuck pods. */
  public Policy(Mode mode, Scope scope, Mesh mesh, Duration driftSettle, Map<DriftReason, Reaction> reactions,
      ProofPolicy proof, Limits limits, Downtime downtime, Windows windows, Places places, Optional<AlertGate> alerts) {
    this(mode, scope, mesh, driftSettle, reactions, proof, limits, downtime, windows, places, alerts, STUCK_AGE);
  }

  /** Whatever alerts fire. */
  public Policy(Mode mode, Scope scope, Mesh mesh, Duration driftSettle, Map<DriftReason, Reaction> reactions,
      ProofPolicy proof, Limits limits, Downtime downtime, Windows windows, Places places) {
    this(mode, scope, mesh, driftSettle, reactions, proof, limits, downtime, windows, places, Optional.empty());
  }

  /** Without windows, and so without downtime, and with all places alike. */
  public Policy(Mode mode, Scope scope, Mesh mesh, Duration driftSettle, Map<DriftReason, Reaction> reactions,
      ProofPolicy proof, Limits limits) {
    this(mode, scope, mesh, driftSettle, reactions, proof, limits, Downtime.WINDOW, Windows.ALWAYS, Places.ALIKE);
  }

  /** The same with other places. */
  public Policy with(Places others) {
    return new Policy(mode, scope, mesh, driftSettle, reactions, proof, limits, downtime, windows, others,
        alerts, stuckAge);
  }

  /** The same at other times. */
  public Policy with(Downtime otherDowntime, Windows otherWindows) {
    return new Policy(mode, scope, mesh, driftSettle, reactions, proof, limits, otherDowntime, otherWindows, places,
        alerts, stuckAge);
  }

  /** The same for one who runs in that namespace. */
  public Policy at(String home) {
    return with(places.at(home));
  }

  /** What is allowed in that namespace; what is not known of it allows nothing more than is allowed everywhere. */
  public Places.Local modeIn(Optional<NamespaceFacts> namespace) {
    return places.mode(mode, namespace);
  }

  /** The same with the mesh in that namespace. */
  public Policy withMeshIn(String namespace) {
    return new Policy(mode, scope, new Mesh(namespace, mesh.settle()), driftSettle, reactions, proof, limits, downtime,
        windows, places, alerts, stuckAge);
  }

  /** The same under that gate. */
  public Policy with(Optional<AlertGate> gate) {
    return new Policy(mode, scope, mesh, driftSettle, reactions, proof, limits, downtime, windows, places, gate,
        stuckAge);
  }

  /** The same with another most that is allowed, for other namespaces. */
  public Policy with(Mode otherMode, Scope other) {
    return new Policy(otherMode, other, mesh, driftSettle, reactions, proof, limits, downtime, windows, places,
        alerts, stuckAge);
  }

  /** The same for one who looks once: without any waiting for things to settle, and without alerts. */
  public Policy settled() {
    return new Policy(mode, scope, new Mesh(mesh.namespace(), Duration.ZERO), Duration.ZERO, reactions, proof,
        limits, downtime, windows, places, Optional.empty(), stuckAge);
  }

  /** The same for other namespaces. */
  public Policy within(Scope other) {
    return with(mode, other);
  }

  /** @param settle quiet time of the injector and its control plane before anything is believed; may be zero */
  public record Mesh(String namespace, Duration settle) {}

  /**
   * Which namespaces are looked at: those named (all, if none is) whose labels match.
   */
  public record Scope(Set<String> namespaces, LabelSelector selector) {

    public static final Scope EVERYTHING = new Scope(Set.of(), LabelSelector.EVERYTHING);

    public boolean contains(String namespace, Map<String, String> labels) {
      return (namespaces.isEmpty() || namespaces.contains(namespace)) && selector.matches(labels);
    }
  }
}

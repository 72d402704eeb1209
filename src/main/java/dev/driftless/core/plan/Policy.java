package dev.driftless.core.plan;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.model.LabelSelector;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * All that people decide about acting. The edge reads it from the configuration; the core only obeys.
 *
 * @param mesh        what is said of the mesh
 * @param driftSettle how long a workload must have been seen drifted before it is believed; may be zero
 * @param reactions   for every reason; {@link Reaction#RESTART} only for those that a restart can cure
 * @param windows     what annotations can narrow
 */
public record Policy(Mode mode, Scope scope, Mesh mesh, Duration driftSettle, Map<DriftReason, Reaction> reactions,
    ProofPolicy proof, Limits limits, Downtime downtime, Windows windows) {

  /** Without windows, and so without downtime: neither is inherited from another policy. */
  public Policy(Mode mode, Scope scope, Mesh mesh, Duration driftSettle, Map<DriftReason, Reaction> reactions,
      ProofPolicy proof, Limits limits) {
    this(mode, scope, mesh, driftSettle, reactions, proof, limits, Downtime.WINDOW, Windows.ALWAYS);
  }

  /** The same without any waiting for things to settle. */
  public Policy settled() {
    return new Policy(mode, scope, new Mesh(mesh.namespace(), Duration.ZERO), Duration.ZERO, reactions, proof,
        limits, downtime, windows);
  }

  /** The same for other namespaces. */
  public Policy within(Scope other) {
    return new Policy(mode, other, mesh, driftSettle, reactions, proof, limits, downtime, windows);
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

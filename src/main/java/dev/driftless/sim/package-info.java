/**
 * A simulated cluster: an API server with its semantics, the controllers, scheduler and kubelets behind it, and an
 * istiod that injects. It is deterministic: one thread, a {@linkplain dev.driftless.sim.time.Timeline timeline} instead
 * of a clock, and one seed for everything that chance decides. Objects are real Kubernetes JSON, and everybody, the
 * controllers too, changes them through the API only.
 *
 * <p>It knows nothing of the rest of Driftless: what it says of injection it has from Istio's documentation and source
 * on its own, so that agreement between the two means something. It models what the demo and the tests need, and
 * answers everything else with a clear error, never with a wrong success.
 */
package dev.driftless.sim;

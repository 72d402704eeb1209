/**
 * What the injector would give a pod template now: two gates in series (the selectors of the webhooks, then istiod's
 * own decision) and, part by part, what the proxy would be, as Istio's sources say: one class per rule. Functions of a
 * template, its namespace and the mesh; a snapshot of the mesh remembers what was derived from it. Where Istio's answer
 * cannot be derived the expectation is {@link dev.driftless.core.injection.Expectation.Undecidable}, or the part
 * {@link dev.driftless.core.injection.Derived.Unclear}.
 */
package dev.driftless.core.injection;

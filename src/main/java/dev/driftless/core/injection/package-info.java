/**
 * What the injector would give a pod template now: two gates in series (the selectors of the webhooks, then istiod's
 * own decision) and the image, as Istio's sources say. Pure functions of a template, its namespace and the mesh; where
 * Istio's answer cannot be derived the expectation is {@link dev.driftless.core.injection.Expectation.Undecidable}.
 */
package dev.driftless.core.injection;

package dev.driftless.core.model;

/**
 * A MutatingWebhookConfiguration of somebody else than Istio. What it does to new pods cannot be known, only that it
 * may do something else than before.
 *
 * @param generation of its specification, as the API server counts
 */
public record OtherWebhookFacts(String name, String uid, long generation) implements Facts {}

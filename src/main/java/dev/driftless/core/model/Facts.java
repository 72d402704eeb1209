package dev.driftless.core.model;

/** What was observed of one API object, reduced to what a decision can depend on. */
public sealed interface Facts
    permits PodFacts, WorkloadFacts, ReplicaSetFacts, NamespaceFacts, BudgetFacts, WebhookConfigFacts,
    OtherWebhookFacts, InjectorFacts, MeshConfigFacts, ControlPlaneFacts, EndpointFacts, NodeFacts, ProxyConfigFacts,
    LimitRangeFacts {}

package dev.driftless.core.model;

/** Identifies one watched object by name, as the API server does. The namespace of a cluster-wide object is empty. */
public record ObjectKey(Resource resource, String namespace, String name) {}

/**
 * Which fields the objects have and what may stand in them: what decoding into Go's types means for a real API server.
 * Pure. The types are read off the Jackson classes of fabric8; held against the OpenAPI of a real API server (v1.36.3)
 * they have the same fields of the same types, but for those that {@link dev.driftless.sim.api.schema.LaterFields}
 * leaves out and for {@code resources} of a pod's {@code nodeAllocatableResourceClaimStatuses}, which is unknown here.
 */
package dev.driftless.sim.api.schema;

package dev.driftless.edge.bus;

/** Something is there to be fetched. */
public record Wake() {}

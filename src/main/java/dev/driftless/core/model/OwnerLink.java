package dev.driftless.core.model;

/** The controller of an object: the one owner reference with {@code controller: true}. */
public record OwnerLink(Kind kind, String name, String uid) {}

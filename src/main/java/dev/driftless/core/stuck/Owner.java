package dev.driftless.core.stuck;

/** Whose problem it is. */
public enum Owner {
  MESH, APP, CLUSTER
}

package dev.driftless.core.model;

/** Where the proxy runs: {@code initContainers} with {@code restartPolicy: Always}, or {@code containers}. */
public enum ContainerKind {
  NATIVE, CLASSIC
}

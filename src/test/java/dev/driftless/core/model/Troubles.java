package dev.driftless.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What pods that are not ready tell of themselves. */
public final class Troubles {

  private Troubles() {}

  /** A container that waits, as {@code istio-proxy: ImagePullBackOff}; for no text nothing is told. */
  public static Optional<PodTrouble> waiting(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = text.split(": ", 2);
    return Optional.of(of(new ContainerState(parts[0], ContainerState.Role.MAIN, "image-of-" + parts[0],
        Optional.of(new ContainerState.Waiting(parts[1], "")), Optional.empty(), Optional.empty(), 0, false, false)));
  }

  public static PodTrouble of(ContainerState... containers) {
    return new PodTrouble(Instant.EPOCH, "node-1", "", "", "", Optional.empty(), false, List.of(containers));
  }
}

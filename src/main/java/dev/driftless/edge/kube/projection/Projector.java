package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.edge.kube.lean.LeanObject;

import java.util.Optional;

/**
 * Reduces one API object to facts. Pure, and for any thread.
 *
 * @param <T> the object
 */
@FunctionalInterface
public interface Projector<T extends LeanObject> {

  /**
   * @return empty if the object does not matter to us
   * @throws RuntimeException if the object is not what its API promises; what people write into it is never a reason
   */
  Optional<Facts> project(T object);
}

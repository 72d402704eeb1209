package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.store.ObjectName;

/** Brings what there is closer to what one object asks for. Looks at the state, not at what has changed. */
@FunctionalInterface
public interface Reconciler {

  /**
   * @param name of an object that may be gone by now
   * @throws ApiException if a request was refused: it is tried again later
   */
  void reconcile(ObjectName name) throws ApiException;
}

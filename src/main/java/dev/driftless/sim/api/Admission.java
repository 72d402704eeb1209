package dev.driftless.sim.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody who may change a pod before it is stored: the mutating webhooks. Also asked in a dry run.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/">Dynamic
 *      Admission Control</a>
 */
@FunctionalInterface
public interface Admission {

  /**
   * @param pod complete and defaulted, not to be changed
   * @return what is to be stored instead; the same if nothing changes
   * @throws ApiException if the pod is refused
   */
  ObjectNode admit(String namespace, ObjectNode pod) throws ApiException;
}

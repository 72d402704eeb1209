package dev.driftless.core.model;

import java.util.Map;
import java.util.Optional;

/**
 * An istiod Deployment: one labelled {@code app=istiod} and not {@code istio.io/tag}.
 *
 * @param revision     label {@code istio.io/rev}, {@code default} if absent
 * @param image        of its container {@code discovery}
 * @param versionLabel label {@code app.kubernetes.io/version}, else {@code operator.istio.io/version}
 * @param env          variables of its container {@code discovery}; empty for a value that comes from elsewhere
 * @param detail       the numbers behind its state, for people: {@code 1 of 2 replicas updated}
 */
public record ControlPlaneFacts(String name, String revision, String image, Optional<String> versionLabel,
    Map<String, Optional<String>> env, State state, String detail) implements Facts {

  public enum State {
    /** All replicas run the current specification, are available, and no old one is left. */
    SETTLED,
    /** Not all replicas run the current specification, or old ones are left. */
    ROLLING_OUT,
    /** Rolled out, but not all replicas are available, or none is wanted. */
    NOT_READY
  }
}

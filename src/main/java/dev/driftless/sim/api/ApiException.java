package dev.driftless.sim.api;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A request was refused. Becomes the body {@code kind: Status} of the answer. */
public final class ApiException extends Exception {

  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient ObjectNode details;

  /**
   * @param code   HTTP status
   * @param reason as {@code metav1.StatusReason}: {@code NotFound}
   */
  public ApiException(int code, String reason, String message, ObjectNode details) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  public ApiException(int code, String reason, String message) {
    this(code, reason, message, JsonNodeFactory.instance.objectNode());
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  /** As the field {@code details} of the Status; empty if there is nothing to say. */
  public ObjectNode details() {
    return details;
  }
}

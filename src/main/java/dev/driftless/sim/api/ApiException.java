package dev.driftless.sim.api;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A request was refused. Becomes the body {@code kind: Status} of the answer. */
public final class ApiException extends Exception {

  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient ObjectNode details;
  private final String next;

  /**
   * @param code   HTTP status
   * @param reason as {@code metav1.StatusReason}: {@code NotFound}
   */
  public ApiException(int code, String reason, String message, ObjectNode details) {
    this(code, reason, message, details, "");
  }

  private ApiException(int code, String reason, String message, ObjectNode details, String next) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.next = next;
  }

  public ApiException(int code, String reason, String message) {
    this(code, reason, message, JsonNodeFactory.instance.objectNode());
  }

  /** The same refusal of a page, with a token that the client may go on with. */
  ApiException goingOnWith(String token) {
    return new ApiException(code, reason, getMessage(), details, token);
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

  /** As the field {@code metadata.continue} of the Status; empty if there is none. */
  public String next() {
    return next;
  }
}

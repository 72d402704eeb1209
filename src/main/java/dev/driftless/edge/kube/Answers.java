package dev.driftless.edge.kube;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.projection.Projectors;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Says what came of a write or of a dry run, by its status or by how it failed. What may have been applied is
 * unanswered.
 */
final class Answers {

  private static final int CONFLICT = 409;
  private static final int GONE = 404;
  private static final int INVALID = 422;
  private static final int TOO_MANY = 429;
  private static final int FORBIDDEN = 403;
  /** As the API server's authorizer says it; a quota or a policy is told otherwise under the same status. */
  private static final String NO_RIGHT = "cannot create resource \"pods\"";

  private Answers() {}

  static Answer of(Effect.Write write, int status, String body) {
    JsonNode json = json(body);
    if (status < 200 || status >= 300) {
      return failure(status, json);
    }
    String version = json.path("metadata").path("resourceVersion").asString("");
    boolean done = write instanceof Effect.Evict ? json.path("status").asString("").equals("Success")
        : !version.isEmpty();
    return done ? new Answer.Accepted(version) : new Answer.Unanswered("HTTP " + status + " without an object");
  }

  private static Answer failure(int status, JsonNode json) {
    String detail = detail(status, json);
    if (status == CONFLICT || status == INVALID && preconditionFailed(json)) {
      return new Answer.Conflict(detail);
    }
    if (status == GONE) {
      return new Answer.Conflict("gone");
    }
    if (status == TOO_MANY) {
      return isOfBudget(json) ? new Answer.Blocked(detail) : new Answer.Failed(detail);
    }
    return status >= 400 && status < 500 ? new Answer.Refused(status, detail) : new Answer.Unanswered(detail);
  }

  /** What the API server makes of a pod that is not kept. */
  static ProofAnswer ofProof(int status, String body, KubernetesSerialization serialization) {
    if (status >= 200 && status < 300) {
      return new ProofAnswer.Admitted(Projectors.proxy(serialization.unmarshal(body, LeanPod.class)));
    }
    String detail = json(body).path("message").asString("");
    detail = detail.isEmpty() ? "HTTP " + status : detail;
    if (status == FORBIDDEN && detail.contains(NO_RIGHT)) {
      return new ProofAnswer.Forbidden(detail);
    }
    return status >= 400 && status < 500 && status != TOO_MANY ? new ProofAnswer.Refused(status, detail)
        : new ProofAnswer.Failed(detail);
  }

  /** A write that got no answer. Before a connection stands, nothing can have been sent. */
  static Answer of(Throwable failure) {
    boolean neverSent = Causes.chain(failure).anyMatch(cause -> cause instanceof ConnectException
        || cause instanceof UnknownHostException || cause instanceof SSLHandshakeException);
    String detail = Causes.of(failure);
    return neverSent ? new Answer.Failed(detail) : new Answer.Unanswered(detail);
  }

  /** The API server tells a wrong UID in a patch as an invalid object: {@code metadata.uid: Invalid value: …}. */
  private static boolean preconditionFailed(JsonNode status) {
    boolean uid = status.path("details").path("causes").valueStream()
        .anyMatch(cause -> cause.path("field").asString("").equals("metadata.uid"));
    return uid || status.path("message").asString("").contains("Precondition failed");
  }

  /** The API server also says 429 to who asks too much. */
  private static boolean isOfBudget(JsonNode status) {
    return status.path("details").path("causes").valueStream()
        .anyMatch(cause -> cause.path("reason").asString("").equals("DisruptionBudget"));
  }

  private static String detail(int status, JsonNode json) {
    String message = json.path("message").asString("");
    return message.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + message;
  }

  static JsonNode json(String body) {
    try {
      return body == null ? MissingNode.getInstance() : JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}

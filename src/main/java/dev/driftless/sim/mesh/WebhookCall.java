package dev.driftless.sim.mesh;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks one webhook about one pod. A refusal always refuses the pod; an answer that does not come only does with the
 * failure policy {@code Fail}. The errors are in the words of the real API server, as it was tried.
 */
final class WebhookCall {

  private static final String UNTRUSTED =
      "tls: failed to verify certificate: x509: certificate signed by unknown authority";
  private static final int BAD_REQUEST = 400;
  private static final int INTERNAL_ERROR = 500;

  private final Store store;
  private final Istiods istiods;

  WebhookCall(Store store, Istiods istiods) {
    this.store = store;
    this.istiods = istiods;
  }

  ObjectNode admit(JsonNode webhook, String namespace, ObjectNode pod) throws ApiException {
    Istiods.Answering answering;
    try {
      answering = connect(webhook);
    } catch (UnreachableException e) {
      if (Tree.text(webhook, "failurePolicy").equals("Ignore")) {
        return pod;
      }
      throw new ApiException(INTERNAL_ERROR, "InternalError", "Internal error occurred: failed calling webhook \""
          + Tree.text(webhook, "name") + "\": failed to call webhook: " + e.getMessage());
    }
    try {
      return answering.inject(namespace, pod);
    } catch (IllegalArgumentException e) {
      throw new ApiException(BAD_REQUEST, "", "admission webhook \"" + Tree.text(webhook, "name")
          + "\" denied the request: failed to run injection template: " + e.getMessage());
    }
  }

  private Istiods.Answering connect(JsonNode webhook) throws UnreachableException {
    JsonNode client = webhook.path("clientConfig");
    if (!webhook.path("matchConditions").isEmpty()) {
      throw new UnreachableException("matchConditions do not exist in the simulated cluster");
    }
    if (!client.has("service")) {
      throw new UnreachableException("only Services can be called in the simulated cluster, not "
          + Tree.text(client, "url"));
    }
    JsonNode reference = client.path("service");
    ObjectName service = new ObjectName(Tree.text(reference, "namespace"), Tree.text(reference, "name"));
    String address = service.name() + "." + service.namespace() + ".svc:" + reference.path("port").asInt(443);
    String post = "Post \"https://" + address + Tree.text(reference, "path") + "?timeout="
        + webhook.path("timeoutSeconds").asInt(10) + "s\": ";
    if (store.get(ResourceTypes.SERVICES, service).isEmpty()) {
      throw new UnreachableException(post + "service \"" + service.name() + "\" not found");
    }
    if (Endpoints.ready(store, service).isEmpty()) {
      throw new UnreachableException(post + "no endpoints available for service \"" + service.name() + "\"");
    }
    Istiods.Answering answering = istiods.behind(service)
        .orElseThrow(() -> new UnreachableException(post + "dial tcp: connect: connection refused"));
    if (Tree.text(client, "caBundle").isEmpty()) {
      throw new UnreachableException(post + UNTRUSTED);
    }
    return answering;
  }

  private static final class UnreachableException extends Exception {

    private static final long serialVersionUID = 1;

    UnreachableException(String message) {
      super(message);
    }
  }
}

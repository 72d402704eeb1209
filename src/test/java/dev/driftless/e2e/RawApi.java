package dev.driftless.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The API as plain JSON, for comparisons that typed objects would blur. */
final class RawApi {

  private static final JsonMapper JSON = new JsonMapper();

  private final KubernetesClient client;

  RawApi(KubernetesClient client) {
    this.client = client;
  }

  /** The objects at that path, each with its kind. */
  List<ObjectNode> list(String path, String apiVersion, String kind) {
    return JSON.readTree(client.raw(path)).path("items").valueStream()
        .map(item -> ((ObjectNode) item).put("apiVersion", apiVersion).put("kind", kind)).toList();
  }

  ObjectNode get(String path) {
    return (ObjectNode) JSON.readTree(client.raw(path));
  }

  void put(String path, JsonNode object) {
    client.raw(path, "PUT", object.toString());
  }

  void post(String path, JsonNode object) {
    client.raw(path, "POST", object.toString());
  }

  void delete(String path) {
    client.raw(path, "DELETE", null);
  }

  /** What a pod would be, or why it would be refused. */
  Answer dryRun(String namespace, JsonNode pod) {
    try {
      String answer = client.raw("/api/v1/namespaces/" + namespace + "/pods?dryRun=All", "POST", pod.toString());
      return new Answer((ObjectNode) JSON.readTree(answer), "");
    } catch (KubernetesClientException e) {
      return new Answer(null, e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage());
    }
  }

  /**
   * @param pod     {@code null} if it was refused
   * @param refusal empty if it was not
   */
  record Answer(ObjectNode pod, String refusal) {}
}

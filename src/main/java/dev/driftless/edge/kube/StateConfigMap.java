package dev.driftless.edge.kube;

import dev.driftless.core.drift.MeshMemory;
import io.fabric8.kubernetes.client.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Our own ConfigMap {@code driftless-state}: what must survive this process and stands on no workload. Without it, or
 * without the right to it, nothing is remembered and nothing else fails.
 */
public final class StateConfigMap {

  public static final String NAME = "driftless-state";
  private static final String MESH_SETTINGS = "mesh-settings";
  private static final String INJECTORS = "injectors";
  private static final Logger LOG = LoggerFactory.getLogger(StateConfigMap.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int NOT_FOUND = 404;

  private final Connection connection;
  private final String namespace;
  private volatile boolean readable;

  public StateConfigMap(Connection connection) {
    this.connection = connection;
    this.namespace = connection.ownNamespace();
  }

  /** What was written down; nothing if there is none, or it cannot be read. Blocks. */
  public MeshMemory load() {
    try {
      HttpResponse<String> response = send("GET", "/" + NAME, "", "application/json");
      if (response.code() == NOT_FOUND) {
        readable = true;
        return MeshMemory.NOTHING;
      }
      if (response.code() != 200) {
        tell("cannot be read", "HTTP " + response.code());
        return MeshMemory.NOTHING;
      }
      readable = true;
      JsonNode data = JSON.readTree(response.body()).path("data");
      return MemoryText.read(data.path(MESH_SETTINGS).asString("{}"), data.path(INJECTORS).asString("{}"));
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      tell("cannot be read", Causes.of(e));
      return MeshMemory.NOTHING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return MeshMemory.NOTHING;
    }
  }

  /** Writes it down, in the place of what was there; not over what could not be read. Blocks. */
  public void keep(MeshMemory memory) {
    if (!readable) {
      return;
    }
    ObjectNode object = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    object.putObject("metadata").put("name", NAME);
    object.putObject("data").put(MESH_SETTINGS, MemoryText.settings(memory)).put(INJECTORS,
        MemoryText.injectors(memory));
    String body = object.toString();
    try {
      int status = send("PATCH", "/" + NAME, body, "application/merge-patch+json").code();
      if (status == NOT_FOUND) {
        status = send("POST", "", body, "application/json").code();
      }
      if (status >= 300) {
        tell("cannot be written", "HTTP " + status);
      }
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      tell("cannot be written", Causes.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> send(String method, String name, String body, String type)
      throws InterruptedException, ExecutionException, TimeoutException {
    var request = connection.writes().newHttpRequestBuilder()
        .uri(connection.server() + "api/v1/namespaces/" + namespace + "/configmaps" + name
            + (method.equals("GET") ? "" : "?fieldManager=driftless"))
        .timeout(Connection.REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    request = method.equals("GET") ? request.method(method, null, null) : request.method(method, type, body);
    return connection.writes().sendAsync(request.build(), String.class)
        .get(Connection.REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tell(String what, String why) {
    LOG.atWarn().addKeyValue("namespace", namespace).addKeyValue("name", NAME).addKeyValue("detail", why)
        .log("the state ConfigMap " + what + ": what the mesh's settings were is forgotten when this process ends");
  }
}

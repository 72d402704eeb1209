package dev.driftless.edge.kube;

import dev.driftless.core.engine.Memory;
import dev.driftless.edge.kube.lease.Fence;
import io.fabric8.kubernetes.client.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Our own ConfigMap {@code driftless-state}: what must survive this process and stands on no workload. Without it, or
 * without the right to it, nothing is remembered and nothing else fails.
 */
public final class StateConfigMap {

  public static final String NAME = "driftless-state";
  private static final Logger LOG = LoggerFactory.getLogger(StateConfigMap.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int NOT_FOUND = 404;
  private static final int NOT_SENT = 0;

  private final Connection connection;
  private final Fence fence;
  private final String namespace;
  private volatile boolean readable;

  public StateConfigMap(Connection connection, Fence fence) {
    this.connection = connection;
    this.fence = fence;
    this.namespace = connection.ownNamespace();
  }

  /** What was written down; nothing if there is none, or it cannot be read. Blocks. */
  public Memory load() {
    try {
      HttpResponse<String> response = send(new KubeRequest("GET", path() + "/" + NAME, null, null),
          Connection.REQUEST_TIMEOUT);
      if (response.code() == NOT_FOUND) {
        readable = true;
        return Memory.NOTHING;
      }
      if (response.code() != 200) {
        tell("cannot be read", "HTTP " + response.code());
        return Memory.NOTHING;
      }
      readable = true;
      return StateText.read(JSON.readTree(response.body()).path("data"));
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      tell("cannot be read", Causes.of(e));
      return Memory.NOTHING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Memory.NOTHING;
    }
  }

  /** Writes it down, in the place of what was there; not over what could not be read, nor behind the fence. Blocks. */
  public void keep(Memory memory) {
    if (!readable) {
      return;
    }
    ObjectNode object = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    object.putObject("metadata").put("name", NAME);
    StateText.write(memory).forEach(object.putObject("data")::put);
    String body = object.toString();
    try {
      int status = write("PATCH", "/" + NAME, "application/merge-patch+json", body);
      if (status == NOT_FOUND) {
        status = write("POST", "", "application/json", body);
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

  /** @return {@link #NOT_SENT}, or what the API server said */
  private int write(String method, String name, String type, String body)
      throws InterruptedException, ExecutionException, TimeoutException {
    KubeRequest request = new KubeRequest(method, path() + name + "?fieldManager=driftless", type, body);
    Optional<Duration> patience = fence.patience();
    return patience.isEmpty() ? NOT_SENT : send(request, patience.get()).code();
  }

  private HttpResponse<String> send(KubeRequest request, Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    return connection.send(request, patience).get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private String path() {
    return "api/v1/namespaces/" + namespace + "/configmaps";
  }

  private void tell(String what, String why) {
    LOG.atWarn().addKeyValue("namespace", namespace).addKeyValue("name", NAME).addKeyValue("detail", why)
        .log("the state ConfigMap " + what + ": when this process ends it is forgotten what the mesh's settings were, "
            + "and which campaigns have begun");
  }
}

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Our own ConfigMap {@code driftless-state}: what must survive this process and stands on no workload. Without the
 * right to it nothing is remembered, and nothing else fails.
 */
public final class StateConfigMap {

  public static final String NAME = "driftless-state";
  private static final Logger LOG = LoggerFactory.getLogger(StateConfigMap.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int NOT_SENT = 0;
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Connection connection;
  private final Fence fence;
  private final Duration again;
  private final String namespace;
  private final Executor writer;
  private volatile boolean readable;
  private volatile Memory newest;
  private final CountDownLatch finishing = new CountDownLatch(1);

  public StateConfigMap(Connection connection, Fence fence) {
    this(connection, fence, AGAIN, Executors.newSingleThreadExecutor(Thread.ofVirtual().name("state").factory()));
  }

  /**
   * @param again  after which time a write in vain is tried again
   * @param writer where writes block, one after the other
   */
  StateConfigMap(Connection connection, Fence fence, Duration again, Executor writer) {
    this.connection = connection;
    this.fence = fence;
    this.again = again;
    this.writer = writer;
    this.namespace = connection.ownNamespace();
  }

  /**
   * What was written down; nothing if there is none, or if we have no right to it. Blocks.
   *
   * @return empty if the API server does not tell now
   */
  public Optional<Memory> load() {
    try {
      HttpResponse<String> response = send(new KubeRequest("GET", path() + "/" + NAME, null, null),
          Connection.REQUEST_TIMEOUT);
      readable = response.code() == NOT_FOUND || response.code() == 200;
      if (!readable) {
        tell("cannot be read", "HTTP " + response.code());
      }
      return response.code() == 200 ? Optional.of(StateText.read(JSON.readTree(response.body()).path("data")))
          : readable || response.code() == FORBIDDEN ? Optional.of(Memory.NOTHING) : Optional.empty();
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      tell("cannot be read", Causes.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /**
   * Has it written down, in the place of what was there; not over what could not be read, nor behind the fence. What
   * cannot be written is tried again until there is something newer. Returns at once; the calls keep their order.
   */
  public void keep(Memory memory) {
    newest = memory;
    writer.execute(() -> {
      boolean over = !readable;
      while (!over && memory == newest) {
        over = write(memory) || interrupted();
      }
    });
  }

  /**
   * Begins no write any more, and waits for the one that is under way. Blocks.
   *
   * @return whether none is left
   */
  public boolean finish(Duration patience) {
    finishing.countDown();
    CompletableFuture<Void> last = new CompletableFuture<>();
    writer.execute(() -> last.complete(null));
    try {
      last.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      tell("is still being written", Causes.of(e));
    }
    return false;
  }

  /** Waits for the next attempt. @return whether there is to be none */
  private boolean interrupted() {
    try {
      return finishing.await(again.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** @return whether it is written down */
  private boolean write(Memory memory) {
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
      return status != NOT_SENT && status < 300;
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      tell("cannot be written", Causes.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
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

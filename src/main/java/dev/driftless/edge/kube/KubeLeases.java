package dev.driftless.edge.kube;

import dev.driftless.edge.kube.lease.LeaseRecord;
import dev.driftless.edge.kube.lease.LeaseStore;
import io.fabric8.kubernetes.client.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Lease {@code driftless} in our own namespace. What others have written into it stays as it is. */
public final class KubeLeases implements LeaseStore {

  public static final String NAME = "driftless";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Connection connection;
  private final String path;
  private ObjectNode last = JSON.createObjectNode();

  public KubeLeases(Connection connection) {
    this.connection = connection;
    this.path = "apis/coordination.k8s.io/v1/namespaces/" + connection.ownNamespace() + "/leases";
  }

  @Override
  public synchronized Found read(Duration patience) {
    return switch (send(new KubeRequest("GET", path + "/" + NAME, null, null), patience)) {
      case Reply.Came(int status, JsonNode body) when status == NOT_FOUND -> new Found.Absent();
      case Reply.Came(int status, ObjectNode object) when status == 200 -> {
        last = object;
        yield new Found.Present(record(object.path("spec")), version(object));
      }
      case Reply.Came(int status, JsonNode body) -> new Found.Failed(detail(status, body));
      case Reply.Lost(String detail) -> new Found.Failed(detail);
    };
  }

  @Override
  public synchronized Written write(LeaseRecord lease, String version, Duration patience) {
    KubeRequest request = version.isEmpty()
        ? new KubeRequest("POST", path + "?fieldManager=driftless", "application/json", body(lease, version))
        : new KubeRequest("PUT", path + "/" + NAME + "?fieldManager=driftless", "application/json",
            body(lease, version));
    return switch (send(request, patience)) {
      case Reply.Came(int status, ObjectNode object) when status == 200 || status == 201 -> {
        last = object;
        yield new Written.Done(version(object));
      }
      case Reply.Came(int status, JsonNode body) when status == CONFLICT || status == NOT_FOUND ->
        new Written.Conflict();
      case Reply.Came(int status, JsonNode body) -> new Written.Failed(detail(status, body));
      case Reply.Lost(String detail) -> new Written.Failed(detail);
    };
  }

  private String body(LeaseRecord lease, String version) {
    ObjectNode object = version.isEmpty() ? JSON.createObjectNode() : last.deepCopy();
    object.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put("name", NAME);
    if (!version.isEmpty()) {
      metadata.put("resourceVersion", version);
    }
    object.withObject("/spec").put("holderIdentity", lease.holder()).put("leaseDurationSeconds", lease.seconds())
        .put("acquireTime", lease.acquired()).put("renewTime", lease.renewed())
        .put("leaseTransitions", lease.transitions());
    return JSON.writeValueAsString(object);
  }

  private static LeaseRecord record(JsonNode spec) {
    return new LeaseRecord(spec.path("holderIdentity").asString(""), spec.path("leaseDurationSeconds").asInt(0),
        spec.path("acquireTime").asString(""), spec.path("renewTime").asString(""),
        spec.path("leaseTransitions").asInt(0));
  }

  private static String version(JsonNode object) {
    return object.path("metadata").path("resourceVersion").asString("");
  }

  private static String detail(int status, JsonNode body) {
    String message = body.path("message").asString("");
    return "HTTP " + status + (message.isEmpty() ? "" : ": " + message);
  }

  /** What came back. */
  private sealed interface Reply {

    record Came(int status, JsonNode body) implements Reply {}

    record Lost(String detail) implements Reply {}
  }

  private Reply send(KubeRequest request, Duration patience) {
    try {
      HttpResponse<String> response =
          connection.send(request, patience).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply.Came(response.code(), Answers.json(response.body()));
    } catch (TimeoutException | CancellationException e) {
      return new Reply.Lost("no answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException | RuntimeException e) {
      return new Reply.Lost(Causes.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Lost("interrupted while waiting for the answer");
    }
  }
}

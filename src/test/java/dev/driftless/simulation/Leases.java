package dev.driftless.simulation;

import dev.driftless.edge.kube.OfflineEdge.Request;
import dev.driftless.edge.kube.lease.LeaseRecord;
import dev.driftless.edge.kube.lease.LeaseStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

/** The Lease in the simulated API server, as one process reaches it. */
final class Leases implements LeaseStore {

  static final String NAME = "driftless";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PATH = "apis/coordination.k8s.io/v1/namespaces/" + World.HOME + "/leases";
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Network network;
  private final SimulatedDaemon process;

  Leases(Network network, SimulatedDaemon process) {
    this.network = network;
    this.process = process;
  }

  @Override
  public Found read(Duration patience) {
    return switch (send(new Request("GET", PATH + "/" + NAME, "application/json", ""), patience)) {
      case Network.Reply.Answered(int status, String body) when status == 200 -> present(JSON.readTree(body));
      case Network.Reply.Answered(int status, String body) when status == NOT_FOUND -> new Found.Absent();
      case Network.Reply.Answered(int status, String body) -> new Found.Failed("HTTP " + status);
      case Network.Reply.Unsent unsent -> new Found.Failed("connection refused");
      case Network.Reply.Lost lost -> new Found.Failed("no answer");
    };
  }

  private static Found present(JsonNode lease) {
    JsonNode spec = lease.path("spec");
    return new Found.Present(
        new LeaseRecord(spec.path("holderIdentity").asString(""), spec.path("leaseDurationSeconds").asInt(0),
            spec.path("acquireTime").asString(""), spec.path("renewTime").asString(""),
            spec.path("leaseTransitions").asInt(0)),
        version(lease));
  }

  private static String version(JsonNode lease) {
    return lease.path("metadata").path("resourceVersion").asString("");
  }

  @Override
  public Written write(LeaseRecord lease, String version, Duration patience) {
    ObjectNode object = JSON.createObjectNode().put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
    ObjectNode metadata = object.putObject("metadata").put("name", NAME);
    if (!version.isEmpty()) {
      metadata.put("resourceVersion", version);
    }
    object.putObject("spec").put("holderIdentity", lease.holder()).put("leaseDurationSeconds", lease.seconds())
        .put("acquireTime", lease.acquired()).put("renewTime", lease.renewed())
        .put("leaseTransitions", lease.transitions());
    String body = object.toString();
    return switch (send(version.isEmpty() ? new Request("POST", PATH, "application/json", body)
        : new Request("PUT", PATH + "/" + NAME, "application/json", body), patience)) {
      case Network.Reply.Answered(int status, String answer) when status < 300 ->
        new Written.Done(version(JSON.readTree(answer)));
      case Network.Reply.Answered(int status, String answer) when status == CONFLICT || status == NOT_FOUND ->
        new Written.Conflict();
      case Network.Reply.Answered(int status, String answer) -> new Written.Failed("HTTP " + status);
      case Network.Reply.Unsent unsent -> new Written.Failed("connection refused");
      case Network.Reply.Lost lost -> new Written.Failed("no answer");
    };
  }

  private Network.Reply send(Request request, Duration patience) {
    return network.send(request, patience, process);
  }
}

package dev.driftless.sim.api;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.OptionalLong;

/** An API server with nobody behind it, and objects to give to it. */
final class Cluster {

  static final JsonMapper JSON = JsonMapper.shared();

  final Timeline timeline = new Timeline(Instant.parse("2026-03-01T12:00:00Z"));
  final Store store = new Store(1000);
  final ApiServer server = new ApiServer(store, timeline, 7);
  final Client client = server.client("system:admin");

  /** JSON with single quotes. */
  static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  static ObjectNode deployment(String name) {
    return json("""
        {'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': '%s'}, 'spec': {
          'selector': {'matchLabels': {'app': 'web'}},
          'template': {'metadata': {'labels': {'app': 'web'}},
            'spec': {'containers': [{'name': 'c', 'image': 'x:1'}]}}}}
        """.formatted(name));
  }

  static ObjectNode pod(String name) {
    return json("""
        {'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '%s', 'labels': {'app': 'web'}},
         'spec': {'containers': [{'name': 'c', 'image': 'x:1'}]}}
        """.formatted(name));
  }

  ObjectNode create(ResourceType type, ObjectNode object) throws ApiException {
    return client.create(type, "default", object);
  }

  ObjectNode get(ResourceType type, String name) throws ApiException {
    return server.get(type, named(name));
  }

  /** A pod that a node runs. */
  ObjectNode runningPod(String name) throws ApiException {
    create(ResourceTypes.PODS, pod(name));
    client.bind(named(name), "node-1");
    return client.patch(ResourceTypes.PODS, named(name), "status",
        json("{'status': {'phase': 'Running', 'conditions': [{'type': 'Ready', 'status': 'True'}]}}"));
  }

  static ObjectName named(String name) {
    return new ObjectName("default", name);
  }

  static DeleteOptions with(Propagation propagation) {
    return new DeleteOptions(OptionalLong.empty(), propagation, "", "", Persistence.STORED);
  }

  static ApiException refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call);
  }
}

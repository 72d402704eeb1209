package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.DAEMON_SETS;
import static dev.driftless.sim.store.ResourceTypes.DEPLOYMENTS;
import static dev.driftless.sim.store.ResourceTypes.EVENTS;
import static dev.driftless.sim.store.ResourceTypes.HORIZONTAL_POD_AUTOSCALERS;
import static dev.driftless.sim.store.ResourceTypes.JOBS;
import static dev.driftless.sim.store.ResourceTypes.POD_DISRUPTION_BUDGETS;
import static dev.driftless.sim.store.ResourceTypes.SERVICES;
import static dev.driftless.sim.store.ResourceTypes.STATEFUL_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.EventRules;
import dev.driftless.sim.api.schema.Decoder;
import dev.driftless.sim.api.schema.MismatchException;
import dev.driftless.sim.api.schema.Schemas;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ResourceType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.util.Set;
import java.util.TreeSet;

/** Nobody looks at the fields that controllers, scheduler and kubelets write; they must be right all the same. */
class KnownFieldsTest {

  private final Set<String> written = new TreeSet<>();
  private final Set<String> mistakes = new TreeSet<>();

  private void look(ResourceType type, ObjectNode object) {
    written.add(type.kind());
    try {
      if (type.equals(EVENTS)) {
        EventRules.check(object, true);
      }
      Decoder.decode(object, Schemas.of(type.apiVersion(), type.kind())).unknown()
          .forEach(field -> mistakes.add(type.kind() + " " + field));
    } catch (MismatchException | ApiException e) {
      mistakes.add(type.kind() + " " + e.getMessage());
    }
  }

  @Test
  void all_that_is_ever_stored_has_the_fields_of_its_kind() {
    SimCluster cluster = new SimCluster();
    cluster.store.subscribe(event -> look(event.resource(), event.object()));
    cluster.create(DEPLOYMENTS, SimCluster.workload("web", 4));
    cluster.create(STATEFUL_SETS, SimCluster.workload("db", 3));
    cluster.create(DAEMON_SETS, Json.without(SimCluster.workload("agent", 1), "spec", "replicas"));
    cluster.create(SERVICES, "{metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}");
    cluster.create(POD_DISRUPTION_BUDGETS,
        "{metadata: {name: web}, spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}}");
    cluster.create(HORIZONTAL_POD_AUTOSCALERS, """
        {metadata: {name: web}, spec: {minReplicas: 5, maxReplicas: 6,
         scaleTargetRef: {apiVersion: "apps/v1", kind: Deployment, name: web}}}
        """);
    cluster.create(JOBS, """
        {metadata: {name: sums}, spec: {completions: 2, template: {
         metadata: {annotations: {e2e.driftless.dev/stage: crash-loop}},
         spec: {restartPolicy: OnFailure, containers: [{name: app, image: "app:1"}]}}}}
        """);
    cluster.run(60);
    cluster.restart(DEPLOYMENTS, "web");
    cluster.restart(STATEFUL_SETS, "db");
    cluster.kubelets.lose("node-1");
    cluster.run(400);
    cluster.kubelets.recover("node-1");
    cluster.run(20);

    assertThat(mistakes).isEmpty();
    assertThat(written).contains("ControllerRevision", "EndpointSlice", "Event", "HorizontalPodAutoscaler", "Node",
        "Pod", "ReplicaSet");
  }
}

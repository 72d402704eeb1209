package dev.driftless.sim.http;

import dev.driftless.sim.api.ListPage;
import dev.driftless.sim.api.Metadata;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;

/** Objects as {@code meta.k8s.io/v1 Table}: what {@code kubectl get} prints. */
final class Table {

  private static final List<Column> PLAIN = Column.list(Column.NAME, Column.AGE);

  private final Ages ages;
  private final String includeObject;

  /** @param includeObject {@code None}, {@code Object}, or metadata only */
  Table(Instant now, String includeObject) {
    ages = new Ages(now);
    this.includeObject = includeObject;
  }

  ObjectNode one(ApiResource resource, ObjectNode shown) {
    ObjectNode table = head(resource);
    table.putObject("metadata").put("resourceVersion", Metadata.resourceVersion(shown));
    row(table.putArray("rows"), resource, shown);
    return table;
  }

  ObjectNode many(ApiResource resource, ListPage page) {
    ObjectNode table = head(resource);
    table.set("metadata", Reads.metadata(page));
    ArrayNode rows = table.putArray("rows");
    page.items().forEach(item -> row(rows, resource, CoreEvents.shown(resource, item)));
    return table;
  }

  private static ObjectNode head(ApiResource resource) {
    ObjectNode table = JsonNodeFactory.instance.objectNode().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    ArrayNode definitions = table.putArray("columnDefinitions");
    for (Column column : columns(resource)) {
      definitions.addObject().put("name", column.name()).put("type", "string")
          .put("format", column == Column.NAME ? "name" : "").put("description", column.name())
          .put("priority", column.wide() ? 1 : 0);
    }
    return table;
  }

  private void row(ArrayNode rows, ApiResource resource, ObjectNode shown) {
    ObjectNode row = rows.addObject();
    ArrayNode cells = row.putArray("cells");
    for (Column column : columns(resource)) {
      switch (column.cell().apply(shown, ages)) {
        case Integer number -> cells.add(number);
        case Object text -> cells.add(text.toString());
      }
    }
    switch (includeObject) {
      case "None" -> { }
      case "Object" -> row.set("object", shown);
      default -> row.putObject("object").put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1")
          .set("metadata", shown.path("metadata"));
    }
  }

  private static List<Column> columns(ApiResource resource) {
    return switch (resource.shown().kind()) {
      case "Pod" -> WorkloadColumns.pods();
      case "Deployment" -> WorkloadColumns.deployments();
      case "ReplicaSet", "ReplicationController" -> WorkloadColumns.replicaSets();
      case "StatefulSet" -> WorkloadColumns.statefulSets();
      case "DaemonSet" -> WorkloadColumns.daemonSets();
      case "Job" -> WorkloadColumns.jobs();
      case "HorizontalPodAutoscaler" -> AutoscalerColumns.all();
      case "Namespace" -> ClusterColumns.namespaces();
      case "Node" -> ClusterColumns.nodes();
      case "Service" -> ClusterColumns.services();
      case "ConfigMap" -> ClusterColumns.configMaps();
      case "PodDisruptionBudget" -> ClusterColumns.disruptionBudgets();
      case "Event" -> ClusterColumns.events();
      case "Lease" -> ClusterColumns.leases();
      case "MutatingWebhookConfiguration" -> ClusterColumns.webhooks();
      default -> PLAIN;
    };
  }
}

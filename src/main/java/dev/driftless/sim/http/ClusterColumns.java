package dev.driftless.sim.http;

import dev.driftless.sim.api.Selector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.List;

/** Tables of everything that is neither a pod nor owns any. */
final class ClusterColumns {

  private static final String ROLE = "node-role.kubernetes.io/";

  private ClusterColumns() {}

  static List<Column> namespaces() {
    return Column.list(Column.NAME, Column.text("Status", namespace -> namespace.path("status").path("phase").asString("")),
        Column.AGE);
  }

  static List<Column> nodes() {
    return Column.list(Column.NAME, Column.text("Status", ClusterColumns::nodeStatus),
        Column.text("Roles", ClusterColumns::roles), Column.AGE, Column.text("Version", node -> info(node, "kubeletVersion")),
        Column.wide("Internal-IP", node -> address(node, "InternalIP")),
        Column.wide("External-IP", node -> address(node, "ExternalIP")),
        Column.wide("OS-Image", node -> info(node, "osImage")),
        Column.wide("Kernel-Version", node -> info(node, "kernelVersion")),
        Column.wide("Container-Runtime", node -> info(node, "containerRuntimeVersion")));
  }

  static List<Column> services() {
    return Column.list(Column.NAME, Column.text("Type", service -> service.path("spec").path("type").asString("")),
        Column.text("Cluster-IP", service -> Column.orNone(service.path("spec").path("clusterIP"))),
        Column.text("External-IP", service -> Column.NONE), Column.text("Port(s)", ClusterColumns::ports), Column.AGE,
        Column.wide("Selector", service -> Column.orNone(
            new StringNode(Selector.ofLabels(service.path("spec").path("selector")).toString()))));
  }

  static List<Column> configMaps() {
    return Column.list(Column.NAME,
        Column.text("Data", map -> map.path("data").size() + map.path("binaryData").size()), Column.AGE);
  }

  static List<Column> disruptionBudgets() {
    return Column.list(Column.NAME, Column.text("Min Available", budget -> amount(budget, "minAvailable")),
        Column.text("Max Unavailable", budget -> amount(budget, "maxUnavailable")),
        Column.number("Allowed Disruptions", "status", "disruptionsAllowed"), Column.AGE);
  }

  static List<Column> events() {
    return Column.list(
        new Column("Last Seen", false, ClusterColumns::lastSeen),
        Column.text("Type", event -> event.path("type").asString("")),
        Column.text("Reason", event -> event.path("reason").asString("")),
        Column.text("Object", ClusterColumns::regarded),
        Column.wide("Source", event -> event.path("source").path("component")
            .asString(event.path("reportingComponent").asString(event.path("reportingController").asString("")))),
        Column.text("Message", event -> event.path("message").asString(event.path("note").asString("")).strip()),
        Column.wide("Count", event -> event.path("series").path("count").asInt(event.path("count").asInt(1))),
        Column.wide("Name", event -> event.path("metadata").path("name").asString("")));
  }

  static List<Column> leases() {
    return Column.list(Column.NAME,
        Column.text("Holder", lease -> lease.path("spec").path("holderIdentity").asString("")), Column.AGE);
  }

  static List<Column> webhooks() {
    return Column.list(Column.NAME, Column.text("Webhooks", config -> config.path("webhooks").size()), Column.AGE);
  }

  private static String nodeStatus(JsonNode node) {
    String status = "Unknown";
    for (JsonNode condition : node.path("status").path("conditions")) {
      if (condition.path("type").asString("").equals("Ready")) {
        status = condition.path("status").asString("").equals("True") ? "Ready" : "NotReady";
      }
    }
    return node.path("spec").path("unschedulable").asBoolean(false) ? status + ",SchedulingDisabled" : status;
  }

  private static String roles(JsonNode node) {
    return Column.join(node.path("metadata").path("labels").propertyNames().stream()
        .filter(label -> label.startsWith(ROLE)).map(label -> label.substring(ROLE.length())).sorted().toList());
  }

  private static String info(JsonNode node, String field) {
    return node.path("status").path("nodeInfo").path(field).asString("<unknown>");
  }

  private static String address(JsonNode node, String type) {
    for (JsonNode address : node.path("status").path("addresses")) {
      if (address.path("type").asString("").equals(type)) {
        return address.path("address").asString("");
      }
    }
    return Column.NONE;
  }

  private static String ports(JsonNode service) {
    List<String> ports = new ArrayList<>();
    for (JsonNode port : service.path("spec").path("ports")) {
      ports.add(port.path("port").asInt(0) + (port.has("nodePort") ? ":" + port.path("nodePort").asInt(0) : "") + "/"
          + port.path("protocol").asString("TCP"));
    }
    return Column.join(ports);
  }

  private static String amount(JsonNode budget, String field) {
    return budget.path("spec").has(field) ? budget.path("spec").path(field).asString("N/A") : "N/A";
  }

  private static String regarded(JsonNode event) {
    JsonNode object = event.has("involvedObject") ? event.path("involvedObject") : event.path("regarding");
    return object.path("kind").asString("").toLowerCase(java.util.Locale.ROOT) + "/" + object.path("name").asString("");
  }

  private static Object lastSeen(JsonNode event, Ages ages) {
    for (JsonNode time : List.of(event.path("series").path("lastObservedTime"), event.path("lastTimestamp"),
        event.path("deprecatedLastTimestamp"), event.path("eventTime"))) {
      if (!time.asString("").isEmpty()) {
        return ages.since(time);
      }
    }
    return ages.of(event);
  }
}

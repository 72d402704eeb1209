package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The environment by which a proxy learns who it is and whom it belongs to.
 *
 * @see <a href="https://istio.io/latest/docs/reference/commands/pilot-agent/#envvars">Environment of pilot-agent</a>
 */
final class ProxyEnvironment {

  private static final List<String> PORT_FIELDS = List.of("name", "hostPort", "containerPort", "protocol", "hostIP");

  private ProxyEnvironment() {}

  static List<JsonNode> of(TemplateInput input) {
    List<JsonNode> all = new ArrayList<>(List.of(
        variable("PILOT_CERT_PROVIDER", input.global("pilotCertProvider").asString("")),
        variable("CA_ADDR", certificateAuthority(input)),
        field("POD_NAME", "metadata.name"),
        field("POD_NAMESPACE", "metadata.namespace"),
        field("INSTANCE_IP", "status.podIP"),
        field("SERVICE_ACCOUNT", "spec.serviceAccountName"),
        field("HOST_IP", "status.hostIP"),
        resource("ISTIO_CPU_LIMIT", "limits.cpu"),
        variable("PROXY_CONFIG", input.proxyConfig().json() + "\n"),
        variable("ISTIO_META_POD_PORTS", ports(input.pod())),
        variable("ISTIO_META_APP_CONTAINERS", String.join(",", input.pod().applications())),
        resource("GOMEMLIMIT", "limits.memory"),
        resource("GOMAXPROCS", "limits.cpu")));
    all.add(variable("ISTIO_META_CLUSTER_ID", input.configuration().cluster()));
    all.add(field("ISTIO_META_NODE_NAME", "spec.nodeName"));
    return all;
  }

  /** @param workload empty if it has no name yet */
  static List<JsonNode> identity(TemplateInput input, String mode, String workload) {
    List<JsonNode> all = new ArrayList<>(List.of(variable("ISTIO_META_INTERCEPTION_MODE", mode)));
    if (Tree.given(input.global("network"))) {
      all.add(variable("ISTIO_META_NETWORK", input.global("network").asString()));
    }
    if (!workload.isEmpty()) {
      all.add(variable("ISTIO_META_WORKLOAD_NAME", workload));
    }
    Owner owner = Owner.of(input.pod());
    if (!owner.name().isEmpty()) {
      all.add(variable("ISTIO_META_OWNER", owner.reference(input.pod().namespace())));
    }
    String mesh = input.global("meshID").asString("");
    all.add(variable("ISTIO_META_MESH_ID", mesh.isEmpty() ? input.trustDomain() : mesh));
    all.add(variable("TRUST_DOMAIN", input.trustDomain()));
    all.addAll(variables(input.proxyConfig().metadata()).valueStream().toList());
    return all;
  }

  static ArrayNode variables(Map<String, String> values) {
    return Tree.array(values.entrySet().stream().map(entry -> variable(entry.getKey(), entry.getValue())).toList());
  }

  /** Without a value if that is empty, as the API server stores it. */
  static ObjectNode variable(String name, String value) {
    return Tree.object("name", name, "value", value.isEmpty() ? null : value);
  }

  private static ObjectNode field(String name, String path) {
    return from(name, "fieldRef", Tree.object("apiVersion", "v1", "fieldPath", path));
  }

  private static ObjectNode resource(String name, String resource) {
    return from(name, "resourceFieldRef", Tree.object("resource", resource, "divisor", "1"));
  }

  private static ObjectNode from(String name, String source, ObjectNode reference) {
    return Tree.object("name", name, "valueFrom", Tree.object(source, reference));
  }

  private static String certificateAuthority(TemplateInput input) {
    String address = input.global("caAddress").asString("");
    String revision = input.value("revision").asString("");
    return address.isEmpty()
        ? "istiod" + (revision.isEmpty() ? "" : "-" + revision) + "."
            + input.global("istioNamespace").asString("") + ".svc:15012"
        : address;
  }

  private static String ports(InjectedPod pod) {
    List<String> ports = pod.containers("containers").stream()
        .flatMap(container -> container.path("ports").valueStream())
        .map(port -> {
          ObjectNode known = Tree.object();
          PORT_FIELDS.stream().filter(port::has).forEach(name -> known.set(name, port.get(name)));
          return "\n    " + known;
        }).toList();
    return "[" + String.join(",", ports).replace(",\n    ", "\n    ,") + "\n]";
  }
}

package dev.driftless.sim.node;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Brings nodes into the cluster, as kubelets do when they start. */
public final class Nodes {

  private final Workplace workplace;
  private final String version;
  private int joined;

  /** @param version of the kubelets: {@code v1.36.3} */
  public Nodes(Workplace workplace, String version) {
    this.workplace = workplace;
    this.version = version;
  }

  /** A node called {@code node-1} and so on, that is ready. */
  public void join(String cpu, String memory, int pods) throws ApiException {
    joined++;
    String name = "node-" + joined;
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("apiVersion", "v1").put("kind", "Node");
    ObjectNode metadata = node.putObject("metadata").put("name", name);
    metadata.putObject("labels").put("kubernetes.io/hostname", name).put("kubernetes.io/os", "linux")
        .put("kubernetes.io/arch", "amd64").put("topology.kubernetes.io/zone", "zone-" + (joined % 3 + 1));
    node.putObject("spec");
    ObjectNode created = workplace.client("system:node:" + name).create(ResourceTypes.NODES, "", node);
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    for (String kind : new String[] {"capacity", "allocatable"}) {
      status.putObject(kind).put("cpu", cpu).put("memory", memory).put("pods", Integer.toString(pods));
    }
    ArrayNode addresses = status.putArray("addresses");
    String address = "192.168." + joined / 250 + "." + (joined % 250 + 2);
    addresses.addObject().put("address", address).put("type", "InternalIP");
    addresses.addObject().put("address", name).put("type", "Hostname");
    status.set("conditions", NodeConditions.well(created, workplace.now()));
    status.putObject("nodeInfo").put("kubeletVersion", version).put("operatingSystem", "linux")
        .put("architecture", "amd64").put("osImage", "simulated").put("kernelVersion", "6.1")
        .put("containerRuntimeVersion", "containerd://2.0.0").put("kubeProxyVersion", version);
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.setAll(created);
    told.set("status", status);
    workplace.client("system:node:" + name).updateStatus(ResourceTypes.NODES, told);
  }
}

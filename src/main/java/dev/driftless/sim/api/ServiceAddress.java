package dev.driftless.sim.api;

import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/** The cluster IP of a service. Made from its UID: nothing routes to it, so nobody minds if two are the same. */
final class ServiceAddress {

  private ServiceAddress() {}

  static void assign(ObjectNode service) {
    ObjectNode spec = Absent.object(service, "spec");
    if (spec.path("type").asString("").equals("ExternalName")) {
      return;
    }
    long bits = UUID.fromString(Metadata.uid(service)).getLeastSignificantBits();
    Absent.text(spec, "clusterIP", "10.%d.%d.%d".formatted(96 + (bits >> 16 & 15), bits >> 8 & 255, 1 + (bits & 127)));
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(spec.get("clusterIP"));
    }
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    Absent.text(spec, "ipFamilyPolicy", "SingleStack");
  }
}

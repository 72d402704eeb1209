package dev.driftless.e2e;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One request, as the API server wrote it down.
 *
 * @param resource as the API names it, with a subresource if there is one: {@code deployments}, {@code pods/eviction};
 *                 empty for a path that is no resource
 * @param query    parts of the query, decoded: {@code dryRun=All}
 * @param code     of the answer; 0 if there was none
 * @param received when the server had it
 * @param answered when the server had dealt with it
 * @param body     of a write; missing for a read
 */
record AuditEvent(String id, String user, String verb, String resource, String namespace, String name,
    List<String> query, int code, Instant received, Instant answered, JsonNode body) {

  private static final Set<String> READS = Set.of("get", "list");
  private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

  static AuditEvent of(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String subresource = object.path("subresource").asString("");
    String query = URI.create(event.path("requestURI").asString("")).getQuery();
    return new AuditEvent(event.path("auditID").asString(""), event.path("user").path("username").asString(""),
        event.path("verb").asString(""),
        object.path("resource").asString("") + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asString(""), object.path("name").asString(""),
        query == null ? List.of() : Arrays.asList(query.split("&")),
        event.path("responseStatus").path("code").asInt(0),
        Instant.parse(event.path("requestReceivedTimestamp").asString("")),
        Instant.parse(event.path("stageTimestamp").asString("")), event.path("requestObject"));
  }

  /** A GET or a LIST; not a watch. */
  boolean isRead() {
    return READS.contains(verb) && !resource.isEmpty();
  }

  /** Anything that changes something, or would if it were no dry run. Asking for one's own rights changes nothing. */
  boolean isWrite() {
    return WRITES.contains(verb) && !resource.equals("selfsubjectaccessreviews");
  }

  boolean isDryRun() {
    return query.contains("dryRun=All");
  }

  /** A question about what a new pod would get. */
  boolean isProof() {
    return verb.equals("create") && resource.equals("pods") && isDryRun();
  }

  /** The workload that a proof is about. */
  Ref proved() {
    JsonNode owner = body.at("/metadata/ownerReferences/0");
    String name = owner.path("name").asString("");
    return owner.path("kind").asString("").equals("ReplicaSet") && name.endsWith("-0000000000")
        ? new Ref("Deployment", namespace, name.substring(0, name.lastIndexOf('-')))
        : new Ref(owner.path("kind").asString(""), namespace, name);
  }

  /** A write to the object in which a daemon keeps what it must not forget. */
  boolean isMemory() {
    return isWrite() && resource.equals("configmaps") && namespace.equals("driftless-system")
        && name.equals("driftless-state");
  }

  /** A write to the object that says which daemon may act. */
  boolean isLease() {
    return isWrite() && resource.equals("leases") && namespace.equals("driftless-system");
  }

  Ref ref() {
    return Ref.ofResource(resource, namespace, name);
  }

  @Override
  public String toString() {
    return received + " " + verb + " " + ref() + " " + query + " " + code;
  }
}

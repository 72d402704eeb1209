package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Events of one component. The same about the same object again counts up the Event that is there; about one object
 * it tells 25 at once at most, then one every five minutes, as the real recorder does.
 */
public final class EventRecorder {

  private static final int REMEMBERED = 4096;
  private static final int BURST = 25;
  private static final long REFILL_SECONDS = 300;

  private final Workplace workplace;
  private final Client client;
  private final String component;
  private final Map<String, ObjectName> told = new Recent<>();
  private final Map<String, Bucket> buckets = new Recent<>();
  private long sequence;

  private record Bucket(double tokens, Instant at) {

    Bucket refilled(Instant now) {
      double seconds = now.getEpochSecond() - at.getEpochSecond();
      return new Bucket(Math.min(BURST, tokens + seconds / REFILL_SECONDS), now);
    }
  }

  private static final class Recent<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > REMEMBERED;
    }
  }

  public EventRecorder(Workplace workplace, Client client, String component) {
    this.workplace = workplace;
    this.client = client;
    this.component = component;
  }

  public void normal(ObjectNode about, String reason, String note) {
    record(about, "Normal", reason, note);
  }

  public void warning(ObjectNode about, String reason, String note) {
    record(about, "Warning", reason, note);
  }

  /** An Event that is refused, for instance because its namespace is ending, is lost. */
  private void record(ObjectNode about, String type, String reason, String note) {
    String uid = Read.uid(about);
    Bucket bucket = buckets.getOrDefault(uid, new Bucket(BURST, workplace.timeline().now()))
        .refilled(workplace.timeline().now());
    if (bucket.tokens() < 1) {
      return;
    }
    buckets.put(uid, new Bucket(bucket.tokens() - 1, bucket.at()));
    String key = uid + type + reason + note;
    try {
      ObjectNode known = told.containsKey(key)
          ? workplace.store().get(ResourceTypes.EVENTS, told.get(key)).orElse(null)
          : null;
      ObjectNode event = known == null
          ? client.create(ResourceTypes.EVENTS, namespace(about), event(about, type, reason, note))
          : client.update(ResourceTypes.EVENTS, again(known));
      told.put(key, Read.name(event));
    } catch (ApiException lost) {
      told.remove(key);
    }
  }

  private ObjectNode again(ObjectNode event) {
    ObjectNode later = Json.with(event, workplace.now(), "deprecatedLastTimestamp");
    return later.put("deprecatedCount", Read.number(event, 1, "deprecatedCount") + 1);
  }

  private ObjectNode event(ObjectNode about, String type, String reason, String note) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("apiVersion", "events.k8s.io/v1").put("kind", "Event");
    Instant now = workplace.timeline().now();
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() + sequence++;
    event.putObject("metadata").put("namespace", namespace(about))
        .put("name", Read.name(about).name() + "." + Long.toHexString(nanos));
    event.put("reportingController", component).put("type", type).put("reason", reason).put("note", note);
    ObjectNode regarding = event.putObject("regarding");
    regarding.set("apiVersion", about.path("apiVersion"));
    regarding.set("kind", about.path("kind"));
    for (String field : new String[] {"name", "namespace", "uid", "resourceVersion"}) {
      if (about.path("metadata").has(field)) {
        regarding.set(field, about.path("metadata").path(field));
      }
    }
    event.putObject("deprecatedSource").put("component", component);
    event.put("deprecatedCount", 1);
    event.set("deprecatedFirstTimestamp", workplace.now());
    event.set("deprecatedLastTimestamp", workplace.now());
    return event;
  }

  private static String namespace(ObjectNode about) {
    String namespace = Read.name(about).namespace();
    return namespace.isEmpty() ? "default" : namespace;
  }
}

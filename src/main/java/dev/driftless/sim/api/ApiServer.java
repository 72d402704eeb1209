package dev.driftless.sim.api;

import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.function.Consumer;

/**
 * Everything that can be asked of the cluster, one request at a time. A new one has the namespaces that every cluster
 * has. What is given in is given away, and what is got back is only to be read.
 */
public final class ApiServer {

  private static final List<ResourceType> CREATED_ON_UPDATE = List.of(ResourceTypes.LEASES, ResourceTypes.EVENTS);
  private static final List<String> NAMESPACES = List.of("kube-system", "kube-public", "kube-node-lease", "default");

  private final Backend backend;
  private final Admissions admissions = new Admissions();
  private final Lister lister;
  private final Creation creation;
  private final Replacement replacement;
  private final Deletion deletion;
  private final Eviction eviction;
  private final Binding binding;

  /** @param seed of the UIDs and names that it makes up */
  public ApiServer(Store store, Timeline timeline, long seed) {
    backend = new Backend(store, timeline, new Identities(seed), new Sharing());
    lister = new Lister(store);
    creation = new Creation(backend, admissions);
    replacement = new Replacement(backend);
    deletion = new Deletion(backend);
    eviction = new Eviction(backend, deletion);
    binding = new Binding(backend);
    NAMESPACES.forEach(this::createNamespace);
  }

  private void createNamespace(String name) {
    ObjectNode namespace = JsonNodeFactory.instance.objectNode();
    namespace.putObject("metadata").put("name", name);
    try {
      create(ResourceTypes.NAMESPACES, "", namespace, Persistence.STORED);
    } catch (ApiException e) {
      throw new IllegalStateException("in a store that is not empty", e);
    }
  }

  public Store store() {
    return backend.store();
  }

  public Timeline timeline() {
    return backend.timeline();
  }

  /** Lets a webhook have a say in pods that are created from now on, after those that do already. */
  public void addAdmission(Admission admission) {
    admissions.add(admission);
  }

  /** What a part of the cluster asks with. */
  public Client client(String user) {
    return new LocalClient(this, user);
  }

  public ObjectNode get(ResourceType type, ObjectName name) throws ApiException {
    return backend.get(type, name);
  }

  /** @param resourceVersion that there must have been by now; empty for any */
  public ObjectNode get(ResourceType type, ObjectName name, String resourceVersion) throws ApiException {
    ResourceVersions.checkReached(resourceVersion, backend.store().revision());
    return get(type, name);
  }

  public ListPage list(Query query, ListOptions options) throws ApiException {
    return lister.list(query, options);
  }

  /**
   * Tells a client what changes, from within the calls that change it.
   *
   * @param client gets an ERROR and nothing more if the changes that it asks for are forgotten
   */
  public Watch watch(Query query, WatchOptions options, Consumer<WatchEvent> client) throws ApiException {
    return Watch.open(backend.store(), query, options, client);
  }

  /** @param namespace ignored if objects of the type have none */
  public ObjectNode create(ResourceType type, String namespace, ObjectNode object, Persistence persistence)
      throws ApiException {
    return creation.create(type, namespace, object, persistence);
  }

  /** @param subresource empty, {@code status} or {@code finalize} */
  public ObjectNode update(ResourceType type, ObjectName name, String subresource, ObjectNode object,
      Persistence persistence) throws ApiException {
    boolean creates = CREATED_ON_UPDATE.contains(type) && backend.store().get(type, name).isEmpty();
    return creates && subresource.isEmpty() ? creation.create(type, name.namespace(), object, persistence)
        : replacement.put(type, name, subresource, object, persistence);
  }

  /** A resourceVersion or uid in the patched object is a precondition. */
  public ObjectNode patch(ResourceType type, ObjectName name, String subresource, Patch patch, Persistence persistence)
      throws ApiException {
    ObjectNode before = backend.get(type, name);
    ObjectNode after = patch.applyTo(before);
    Bodies.checkName(type, name, after);
    ObjectNode converted = Json.with(after, type.apiVersion(), "apiVersion");
    return replacement.replace(type, before, subresource, converted, persistence);
  }

  /** Refuses what says of itself that it belongs to another object. */
  public void checkMeant(ResourceType type, ObjectName name, ObjectNode given) throws ApiException {
    Bodies.checkName(type, name, given);
    Bodies.checkUid(type, name, backend.get(type, name), given);
  }

  public Deleted delete(ResourceType type, ObjectName name, DeleteOptions options) throws ApiException {
    return deletion.delete(type, name, options);
  }

  public void bind(ObjectName pod, String node, Persistence persistence) throws ApiException {
    binding.bind(pod, node, persistence);
  }

  public void evict(ObjectName pod, DeleteOptions options) throws ApiException {
    eviction.evict(pod, options);
  }
}

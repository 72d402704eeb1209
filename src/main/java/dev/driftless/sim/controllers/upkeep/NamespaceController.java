package dev.driftless.sim.controllers.upkeep;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Set;

/** Empties a namespace that is to end, and lets it go when nothing is left in it. */
public final class NamespaceController {

  private final Workplace workplace;
  private final Client client;
  private final ControlLoop loop;

  public NamespaceController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient("namespace-controller");
    loop = workplace.loop("namespace-controller", this::reconcile);
    workplace.watch(Set.of(ResourceTypes.NAMESPACES), event -> loop.enqueue(event.name()));
    workplace.store().subscribe(this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.type() == StoreEvent.Type.DELETED && event.resource().namespaced()) {
      ObjectName namespace = new ObjectName("", event.name().namespace());
      workplace.store().get(ResourceTypes.NAMESPACES, namespace).filter(Read::deleting)
          .ifPresent(ending -> loop.enqueue(namespace));
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    ObjectNode namespace = workplace.store().get(ResourceTypes.NAMESPACES, name).orElse(null);
    if (namespace == null || !Read.deleting(namespace)) {
      return;
    }
    boolean empty = true;
    for (ResourceType type : ResourceTypes.ALL) {
      if (type.namespaced()) {
        for (ObjectNode object : List.copyOf(workplace.store().list(type, name.name()))) {
          delete(type, object);
        }
        empty &= workplace.store().list(type, name.name()).isEmpty();
      }
    }
    if (empty) {
      ObjectNode done = JsonNodeFactory.instance.objectNode();
      done.putObject("spec").putNull("finalizers");
      client.patch(ResourceTypes.NAMESPACES, name, "finalize", done);
    }
  }

  private void delete(ResourceType type, ObjectNode object) throws ApiException {
    if (!Read.deleting(object) && workplace.store().get(type, Read.name(object)).isPresent()) {
      client.delete(type, Read.name(object));
    }
  }
}

package dev.driftless.sim.controllers.upkeep;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Set;

/** Tells which pods are behind each Service that selects some, and whether they are ready. */
public final class EndpointSliceController {

  private final Workplace workplace;
  private final Client client;
  private final ControlLoop loop;

  public EndpointSliceController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient("endpointslice-controller");
    loop = workplace.loop("endpointslice-controller", this::reconcile);
    workplace.watch(Set.of(ResourceTypes.SERVICES, ResourceTypes.PODS, ResourceTypes.ENDPOINT_SLICES), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.resource() == ResourceTypes.SERVICES) {
      loop.enqueue(event.name());
    } else if (event.resource() == ResourceTypes.ENDPOINT_SLICES) {
      Read.controller(event.object()).filter(owner -> event.type() == StoreEvent.Type.DELETED)
          .ifPresent(owner -> loop.enqueue(new ObjectName(event.name().namespace(), Read.text(owner, "name"))));
    } else if (event.type() != StoreEvent.Type.MODIFIED || !same(event)) {
      for (ObjectNode service : workplace.store().list(ResourceTypes.SERVICES, event.name().namespace())) {
        Selector selector = selector(service);
        if (selector.matches(Read.labels(event.object()))
            || event.before() != null && selector.matches(Read.labels(event.before()))) {
          loop.enqueue(Read.name(service));
        }
      }
    }
  }

  private static boolean same(StoreEvent event) {
    return PodState.alike(event.before(), event.object())
        && Read.at(event.before(), "status", "podIP").equals(Read.at(event.object(), "status", "podIP"));
  }

  private static Selector selector(ObjectNode service) {
    return Selector.ofMap(Read.at(service, "spec", "selector"));
  }

  private void reconcile(ObjectName name) throws ApiException {
    ObjectNode service = workplace.store().get(ResourceTypes.SERVICES, name).orElse(null);
    if (service == null || Read.deleting(service) || Read.at(service, "spec", "selector").isEmpty()) {
      return;
    }
    Slices wanted = new Slices(service, workplace.labelled().pods(name.namespace(), selector(service)));
    List<ArrayNode> endpoints = wanted.endpoints();
    List<ObjectNode> slices = workplace.owned().controlled(Read.uid(service), ResourceTypes.ENDPOINT_SLICES);
    for (int i = 0; i < endpoints.size(); i++) {
      if (i < slices.size()) {
        update(slices.get(i), endpoints.get(i), wanted.ports());
      } else {
        client.create(ResourceTypes.ENDPOINT_SLICES, name.namespace(), wanted.slice(endpoints.get(i)));
      }
    }
    for (int i = endpoints.size(); i < slices.size(); i++) {
      client.delete(ResourceTypes.ENDPOINT_SLICES, Read.name(slices.get(i)));
    }
  }

  private void update(ObjectNode slice, ArrayNode endpoints, ArrayNode ports) throws ApiException {
    if (!endpoints.equals(slice.path("endpoints")) || !ports.equals(slice.path("ports"))) {
      client.update(ResourceTypes.ENDPOINT_SLICES, Json.with(Json.with(slice, endpoints, "endpoints"), ports, "ports"));
    }
  }
}

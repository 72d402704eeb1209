package dev.driftless.sim.controllers.upkeep;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/** Gives each namespace the service account {@code default}. */
public final class ServiceAccountController {

  private final Workplace workplace;
  private final Client client;
  private final ControlLoop loop;

  public ServiceAccountController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient("service-account-controller");
    loop = workplace.loop("service-account-controller", this::reconcile);
    workplace.watch(Set.of(ResourceTypes.NAMESPACES), event -> loop.enqueue(event.name()));
    workplace.watch(Set.of(ResourceTypes.SERVICE_ACCOUNTS),
        event -> loop.enqueue(new ObjectName("", event.name().namespace())));
  }

  private void reconcile(ObjectName name) throws ApiException {
    ObjectNode namespace = workplace.store().get(ResourceTypes.NAMESPACES, name).orElse(null);
    ObjectName account = new ObjectName(name.name(), "default");
    if (namespace == null || Read.deleting(namespace)
        || workplace.store().get(ResourceTypes.SERVICE_ACCOUNTS, account).isPresent()) {
      return;
    }
    ObjectNode created = JsonNodeFactory.instance.objectNode();
    created.put("apiVersion", "v1").put("kind", "ServiceAccount");
    created.putObject("metadata").put("name", "default").put("namespace", name.name());
    client.create(ResourceTypes.SERVICE_ACCOUNTS, name.name(), created);
  }
}

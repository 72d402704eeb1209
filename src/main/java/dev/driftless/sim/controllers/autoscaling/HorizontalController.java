package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Set;

/** Looks at each HorizontalPodAutoscaler every 15 seconds, the first time that long after it was made. */
public final class HorizontalController {

  private static final String NAME = "horizontal-pod-autoscaler";
  private static final ResourceType TYPE = ResourceTypes.HORIZONTAL_POD_AUTOSCALERS;
  private static final Duration PERIOD = Duration.ofSeconds(15);

  private final Workplace workplace;
  private final Client client;
  private final EventRecorder events;
  private final Metrics metrics;
  private final Recommendations recommendations = new Recommendations();
  private final ControlLoop loop;

  public HorizontalController(Workplace workplace, Loads loads) {
    this.workplace = workplace;
    client = workplace.controllerClient(NAME);
    events = new EventRecorder(workplace, client, NAME);
    metrics = new Metrics(workplace, loads);
    loop = workplace.loop(NAME, this::reconcile);
    workplace.watch(Set.of(TYPE), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.type() == StoreEvent.Type.DELETED) {
      recommendations.forget(event.name());
    } else {
      loop.enqueueAfter(event.name(), PERIOD);
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    ObjectNode autoscaler = workplace.store().get(TYPE, name).orElse(null);
    if (autoscaler == null) {
      return;
    }
    loop.enqueueAfter(name, PERIOD);
    AutoscalerStatus status = new AutoscalerStatus(autoscaler.path("status"), workplace.now());
    try {
      ScaleTarget target = ScaleTarget.of(workplace.store(), autoscaler);
      status.able(true, "SucceededGetScale", "the HPA controller was able to get the target's current scale");
      new Sizing(autoscaler, target, status, events).decide(metrics, recommendations, workplace.timeline().now())
          .ifPresent(size -> rescale(autoscaler, target, status, size));
    } catch (UnreadableException e) {
      events.warning(autoscaler, "FailedGetScale", e.getMessage());
      status.able(false, "FailedGetScale",
          "the HPA controller was unable to get the target's current scale: " + e.getMessage());
    }
    ObjectNode next = status.toJson();
    if (!next.equals(autoscaler.path("status"))) {
      client.updateStatus(TYPE, Json.with(autoscaler, next, "status"));
    }
  }

  private void rescale(ObjectNode autoscaler, ScaleTarget target, AutoscalerStatus status, Sizing.Size size) {
    String what = "New size: " + size.replicas() + "; reason: " + size.reason();
    try {
      client.patch(target.type(), target.name(), "", target.patch(size.replicas()));
    } catch (ApiException refused) {
      events.warning(autoscaler, "FailedRescale", what + "; error: " + refused.getMessage());
      status.able(false, "FailedUpdateScale",
          "the HPA controller was unable to update the target scale: " + refused.getMessage());
      status.counts(target.replicas(), Read.number(autoscaler, 0, "status", "desiredReplicas"), size.metrics());
      return;
    }
    status.able(true, "SucceededRescale",
        "the HPA controller was able to update the target scale to " + size.replicas());
    events.normal(autoscaler, "SuccessfulRescale", what);
    status.counts(target.replicas(), size.replicas(), size.metrics());
    status.rescaled();
  }
}

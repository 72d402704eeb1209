package dev.driftless.sim.controllers.job;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.PodTemplate;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.controllers.replicas.PodCrew;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs the pods of Jobs until they are done. */
public final class JobController {

  private static final String NAME = "job-controller";
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Workplace workplace;
  private final Client client;
  private final EventRecorder events;
  private final PodCrew pods;
  private final ControlLoop loop;
  private final ControlLoop untracking;
  private final Map<String, Instant> pauses = new HashMap<>();

  public JobController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient(NAME);
    events = new EventRecorder(workplace, client, NAME);
    pods = new PodCrew(ResourceTypes.JOBS, client, events);
    loop = workplace.loop(NAME, this::reconcile);
    untracking = workplace.loop(NAME + "-orphans", this::untrackOrphan);
    workplace.watch(Set.of(ResourceTypes.JOBS, ResourceTypes.PODS), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.resource() == ResourceTypes.JOBS) {
      loop.enqueue(event.name());
      if (event.type() == StoreEvent.Type.DELETED) {
        pauses.remove(Read.uid(event.object()));
        workplace.owned().controlled(Read.uid(event.object()), ResourceTypes.PODS)
            .forEach(pod -> untracking.enqueue(Read.name(pod)));
      }
      return;
    }
    Optional<JsonNode> owner =
        Read.controller(event.object()).filter(reference -> Read.text(reference, "kind").equals("Job"));
    owner.ifPresent(job -> loop.enqueue(new ObjectName(event.name().namespace(), Read.text(job, "name"))));
    if (Progress.tracked(event.object()) && owner.flatMap(job -> job(event.name(), job)).isEmpty()) {
      untracking.enqueue(event.name());
    }
  }

  private Optional<ObjectNode> job(ObjectName pod, JsonNode owner) {
    return workplace.store()
        .get(ResourceTypes.JOBS, new ObjectName(pod.namespace(), Read.text(owner, "name")))
        .filter(job -> Read.uid(job).equals(Read.text(owner, "uid")));
  }

  /** A pod whose Job is gone is held by nobody. */
  private void untrackOrphan(ObjectName name) throws ApiException {
    Optional<ObjectNode> pod = workplace.store().get(ResourceTypes.PODS, name);
    if (pod.isPresent() && Progress.tracked(pod.get())
        && Read.controller(pod.get()).flatMap(owner -> job(name, owner)).isEmpty()) {
      untrack(pod.get());
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    ObjectNode job = workplace.store().get(ResourceTypes.JOBS, name).orElse(null);
    if (job == null || Read.deleting(job)) {
      return;
    }
    Progress progress = look(job);
    if (progress.finished()) {
      for (ObjectNode pod : progress.uncounted()) {
        untrack(pod);
      }
      return;
    }
    if (progress.newlyFailed() > 0) {
      Duration pause = Duration.ofSeconds(10L << Math.min(progress.failed() - 1, 10));
      pauses.put(Read.uid(job),
          workplace.timeline().now().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }
    boolean over = progress.complete() || progress.tooManyFailures();
    if (over || progress.suspended()) {
      pods.delete(job, progress.active());
    } else {
      staff(job, progress);
    }
    ObjectNode status = withCounts(job, progress);
    if (over && look(job).active().isEmpty()) {
      finish(job, status, progress.complete());
    }
    write(job, status);
    for (ObjectNode pod : progress.uncounted()) {
      untrack(pod);
    }
  }

  private Progress look(ObjectNode job) {
    return Progress.of(job, workplace.owned().controlled(Read.uid(job), ResourceTypes.PODS));
  }

  private ObjectNode withCounts(ObjectNode job, Progress before) {
    Progress after = look(job);
    return new Progress(job, after.active(), after.leaving(), before.uncounted()).status(workplace.now());
  }

  private void staff(ObjectNode job, Progress progress) throws ApiException {
    int missing = progress.wanted() - progress.active().size();
    Duration pause = Duration.between(workplace.timeline().now(),
        pauses.getOrDefault(Read.uid(job), workplace.timeline().now()));
    if (missing < 0) {
      pods.delete(job, progress.active().subList(0, -missing));
    } else if (pause.isPositive()) {
      loop.enqueueAfter(Read.name(job), pause);
    } else {
      ArrayNode references = PodTemplate.references(ResourceTypes.JOBS, job);
      ArrayNode finalizers = JsonNodeFactory.instance.arrayNode().add(Progress.FINALIZER);
      for (int i = 0; i < missing; i++) {
        pods.create(job,
            Json.with(PodTemplate.pod(ResourceTypes.JOBS, job, references), finalizers, "metadata", "finalizers"));
      }
    }
  }

  private void finish(ObjectNode job, ObjectNode status, boolean complete) {
    ArrayNode conditions = status.putArray("conditions");
    StringNode now = workplace.now();
    if (complete) {
      String message = "Reached expected number of succeeded pods";
      condition(conditions, "SuccessCriteriaMet", "CompletionsReached", message, now);
      condition(conditions, "Complete", "CompletionsReached", message, now);
      status.set("completionTime", now);
      events.normal(job, "Completed", "Job completed");
    } else {
      String message = "Job has reached the specified backoff limit";
      condition(conditions, "FailureTarget", "BackoffLimitExceeded", message, now);
      condition(conditions, "Failed", "BackoffLimitExceeded", message, now);
      events.warning(job, "BackoffLimitExceeded", message);
    }
  }

  private static void condition(ArrayNode conditions, String type, String reason, String message, StringNode now) {
    ObjectNode condition = conditions.addObject().put("type", type).put("status", "True");
    condition.set("lastProbeTime", now);
    condition.set("lastTransitionTime", now);
    condition.put("reason", reason).put("message", message);
  }

  private void write(ObjectNode job, ObjectNode status) throws ApiException {
    if (!status.equals(job.path("status"))) {
      client.updateStatus(ResourceTypes.JOBS, Json.with(job, status, "status"));
    }
  }

  private void untrack(ObjectNode pod) throws ApiException {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    List<JsonNode> finalizers = Read.at(pod, "metadata", "finalizers").valueStream().toList();
    finalizers.stream().filter(each -> !Read.text(each).equals(Progress.FINALIZER)).forEach(kept::add);
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").put("uid", Read.uid(pod)).set("finalizers", kept);
    client.patch(ResourceTypes.PODS, Read.name(pod), "", patch);
  }
}

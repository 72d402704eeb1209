package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Everybody who is asked before a pod is stored, in the order in which they came. */
final class Admissions {

  private final List<Admission> all = new ArrayList<>();

  void add(Admission admission) {
    all.add(admission);
  }

  /** @return a draft of the caller's own, complete whatever the webhooks made of it */
  ObjectNode admit(ResourceType type, String namespace, ObjectNode draft) throws ApiException {
    if (!type.equals(ResourceTypes.PODS) || all.isEmpty()) {
      return draft;
    }
    ObjectNode pod = draft;
    for (Admission admission : all) {
      pod = admission.admit(namespace, pod);
    }
    if (pod == draft) {
      return draft;
    }
    ObjectNode changed = Canonical.copy(FieldCheck.admitted(type, pod));
    Defaults.apply(type, changed);
    PodDefaults.pod(Absent.object(changed, "spec"));
    changed.set("status", draft.path("status"));
    Absent.object(changed, "status").put("qosClass", Qos.of(changed.path("spec")));
    return changed;
  }
}

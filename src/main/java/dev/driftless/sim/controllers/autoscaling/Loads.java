package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** How busy the pods of workloads are, as a script says it: in percent of the cpu that a pod requests. */
public final class Loads {

  private final Map<Target, Load> loads = new HashMap<>();

  private record Target(ResourceType type, ObjectName name) {}

  private record Load(int percent, boolean shared) {}

  /** Each pod of the workload uses that much from now on, however many there are. */
  public void set(ResourceType type, ObjectName workload, int percent) {
    loads.put(new Target(type, workload), new Load(percent, false));
  }

  /** The ready pods of the workload share that much from now on: of 400, four take 100 each and eight 50. */
  public void share(ResourceType type, ObjectName workload, int percent) {
    loads.put(new Target(type, workload), new Load(percent, true));
  }

  /** Nobody can tell any more how busy they are. */
  public void forget(ResourceType type, ObjectName workload) {
    loads.remove(new Target(type, workload));
  }

  /** @return of each pod; empty if nobody has said */
  OptionalInt of(ResourceType type, ObjectName workload, int ready) {
    Load load = loads.get(new Target(type, workload));
    return load == null ? OptionalInt.empty()
        : OptionalInt.of(load.shared() ? load.percent() / Math.max(1, ready) : load.percent());
  }
}

package dev.driftless.app;

import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.Policy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is known of a cluster that is looked at once. */
public final class SingleLook {

  private SingleLook() {}

  /**
   * A look at one moment cannot know what has settled: it takes for settled whatever it sees. The tick restarts
   * nothing, because the rate of a new engine is spent.
   *
   * @param found everything there is
   */
  public static Engine at(List<Change> found, Policy policy, Instant now) {
    Engine engine = new Engine(policy.settled(), now);
    engine.observe(found, now);
    Map<Resource, InformerState> listed = new EnumMap<>(Resource.class);
    for (Resource resource : Resource.values()) {
      listed.put(resource, new InformerState(true, now));
    }
    engine.informers(listed);
    engine.tick(now);
    return engine;
  }
}

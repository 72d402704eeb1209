package dev.driftless.core.engine;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How far what was observed can be relied on. */
final class Trust {

  /**
   * The API server sends a bookmark about every minute (kubernetes/kubernetes, {@code apiserver/pkg/storage/cacher}),
   * so three were missed.
   */
  private static final Duration STALE = Duration.ofMinutes(3);

  private final Map<Resource, InformerState> states = new EnumMap<>(Resource.class);
  private final Instant since;
  private boolean began;

  /** @param since what was heard before that is not enough to act on */
  Trust(Instant since) {
    this.since = since;
  }

  void update(Map<Resource, InformerState> now) {
    states.clear();
    states.putAll(now);
    began |= states.size() == Resource.values().length && states.values().stream().allMatch(InformerState::synced);
  }

  /** When the informer of that kind was last known to be current. */
  Instant seen(Kind kind) {
    InformerState state = states.get(switch (kind) {
      case STATEFUL_SET -> Resource.STATEFUL_SETS;
      case DAEMON_SET -> Resource.DAEMON_SETS;
      case REPLICA_SET -> Resource.REPLICA_SETS;
      case REPLICATION_CONTROLLER -> Resource.REPLICATION_CONTROLLERS;
      case POD -> Resource.PODS;
      case DEPLOYMENT, JOB, ARGO_ROLLOUT, OTHER -> Resource.DEPLOYMENTS;
    });
    return state == null ? Instant.EPOCH : state.lastSeen();
  }

  /** Whether every informer has had its first list. One that loses its trust later closes a gate, see below. */
  boolean began() {
    return began;
  }

  /** @return why nothing may be decided on the facts as they are */
  Optional<Deferral> deferral(Instant now) {
    for (Resource resource : Resource.values()) {
      InformerState state = states.get(resource);
      if (state != null && state.unreadable().isPresent()) {
        return Optional.of(Deferral.of(DeferReason.NOT_SYNCED,
            "cannot take in " + state.unreadable().get() + " of " + resource.label() + "; see the log"));
      }
      if (state == null || !state.synced()) {
        return Optional.of(Deferral.of(DeferReason.NOT_SYNCED, "no complete list of " + resource.label() + " yet"));
      }
      if (state.lastSeen().isBefore(since)) {
        return Optional.of(Deferral.of(DeferReason.NOT_SYNCED,
            "neither event nor bookmark of " + resource.label() + " since this replica leads: " + since));
      }
      if (state.lastSeen().plus(STALE).isBefore(now)) {
        return Optional.of(Deferral.of(DeferReason.STALE_FACTS,
            "neither event nor bookmark of " + resource.label() + " since " + state.lastSeen()));
      }
    }
    return Optional.empty();
  }
}

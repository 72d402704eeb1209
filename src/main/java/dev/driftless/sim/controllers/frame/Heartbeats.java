package dev.driftless.sim.controllers.frame;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Which kubelets are not heard of any more. In truth each renews a Lease every ten seconds; here it is only told when
 * one falls silent, so that those that do well cost nothing.
 */
public final class Heartbeats {

  private final Map<String, Instant> silent = new HashMap<>();
  private BiConsumer<String, Instant> listener = (node, last) -> { };

  /** Changes nothing if it was silent already. */
  public void stop(String node, Instant last) {
    if (silent.putIfAbsent(node, last) == null) {
      listener.accept(node, last);
    }
  }

  public void resume(String node) {
    silent.remove(node);
  }

  public boolean silent(String node) {
    return silent.containsKey(node);
  }

  /** @return when it was heard of last; empty if it is heard of */
  public Optional<Instant> last(String node) {
    return Optional.ofNullable(silent.get(node));
  }

  /** The one who is told of each that falls silent, and when it was heard of last. */
  public void listen(BiConsumer<String, Instant> toldOfSilence) {
    listener = toldOfSilence;
  }
}

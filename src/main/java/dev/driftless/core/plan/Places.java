package dev.driftless.core.plan;

import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.NamespaceFacts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is allowed here and not there.
 *
 * @param namespaceMode what a namespace without annotation {@value #MODE} gets; empty for whatever is the most allowed
 * @param home          the namespace that we run in; empty if we run in none
 * @param gateways      what the drift of a gateway leads to, whatever the reason
 * @param priority      namespaces whose workloads go before all others
 */
public record Places(Optional<Mode> namespaceMode, String home, Reaction gateways, Set<String> priority) {

  /** {@code observe}, {@code dry-run} or {@code enforce}: the mode of a namespace, as far as that is allowed. */
  public static final String MODE = "driftless.dev/mode";
  /** Any value but {@code false} stops everything: on our own namespace everywhere, on another one there. */
  public static final String PAUSE = "driftless.dev/pause";

  /** No place is special. */
  public static final Places ALIKE = new Places(Optional.empty(), "", Reaction.REPORT, Set.of());

  /**
   * The mode of one place.
   *
   * @param why who says so, for people
   */
  public record Local(Mode mode, String why) {}

  /** The same for one who runs in that namespace. */
  public Places at(String namespace) {
    return new Places(namespaceMode, namespace, gateways, priority);
  }

  /** What is allowed in a namespace, where {@code most} is allowed at most. What cannot be read allows nothing. */
  Local mode(Mode most, Optional<NamespaceFacts> namespace) {
    Map<String, String> annotations = namespace.map(NamespaceFacts::annotations).orElse(Map.of());
    String said = annotations.get(MODE);
    if (said == null) {
      return namespaceMode.filter(mode -> mode.compareTo(most) < 0)
          .map(mode -> new Local(mode, "namespaceMode is " + mode.label()))
          .orElseGet(() -> new Local(most, "mode is " + most.label()));
    }
    String where = "annotation " + MODE + ": \"" + said + "\" on the namespace";
    Optional<Mode> asked = Stream.of(Mode.values()).filter(mode -> mode.label().equals(said)).findFirst();
    if (asked.isEmpty()) {
      return new Local(Mode.OBSERVE, where + " cannot be read; allowed: observe, dry-run, enforce");
    }
    return asked.get().compareTo(most) < 0 ? new Local(asked.get(), where)
        : new Local(most, "mode is " + most.label());
  }

  /** @return why nothing may be restarted in that namespace, if somebody has paused it */
  Optional<Deferral> pause(String namespace, Inventory inventory) {
    return pause(inventory.namespace(home), "everything is paused")
        .or(() -> pause(inventory.namespace(namespace), "the namespace is paused"));
  }

  private static Optional<Deferral> pause(Optional<NamespaceFacts> namespace, String what) {
    return namespace.flatMap(facts -> Optional.ofNullable(facts.annotations().get(PAUSE))
        .filter(value -> !value.equals("false"))
        .map(value -> Deferral.of(DeferReason.ON_PAUSE,
            what + ": annotation " + PAUSE + ": \"" + value + "\" on namespace " + facts.name())));
  }
}

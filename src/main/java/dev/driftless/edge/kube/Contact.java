package dev.driftless.edge.kube;

import dev.driftless.core.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells the log when contact with the API server is lost, and when it is back: one line for all resources that fell
 * silent together. It changes nothing; that old facts lead to no restart is the core's own care.
 */
public final class Contact {

  private static final Logger LOG = LoggerFactory.getLogger(Contact.class);

  private final Supplier<Map<Resource, Silence>> silences;
  private final InstantSource clock;
  private final List<Loss> told = new ArrayList<>();

  public Contact(Watches watches, InstantSource clock) {
    this(watches::silences, clock);
  }

  Contact(Supplier<Map<Resource, Silence>> silences, InstantSource clock) {
    this.silences = silences;
    this.clock = clock;
  }

  private record Loss(Set<Resource> resources, Instant since) {}

  /** To be called every few seconds, by one thread. */
  public void look() {
    Instant now = clock.instant();
    Map<Resource, Silence> suspect = new TreeMap<>(silences.get());
    suspect.values().removeIf(silence -> !silence.suspect(now));
    told.removeIf(loss -> isBack(loss, suspect.keySet()));
    told.forEach(loss -> suspect.keySet().removeAll(loss.resources()));
    if (suspect.values().stream().anyMatch(silence -> silence.serious(now))) {
      tell(suspect);
    }
  }

  private void tell(Map<Resource, Silence> silent) {
    Silence longest = silent.values().stream().min(Comparator.comparing(Silence::since)).orElseThrow();
    told.add(new Loss(new TreeSet<>(silent.keySet()), longest.since()));
    String why = silent.values().stream().flatMap(silence -> silence.refusal().stream()).map(Silence.Refusal::why)
        .distinct().collect(Collectors.joining(", "));
    LOG.atWarn().addKeyValue("resources", labels(silent.keySet())).addKeyValue("since", longest.since())
        .addKeyValue("detail", why.isEmpty() ? "neither event nor bookmark" : why).log("contact lost");
  }

  private static boolean isBack(Loss loss, Set<Resource> suspect) {
    boolean back = loss.resources().stream().noneMatch(suspect::contains);
    if (back) {
      LOG.atInfo().addKeyValue("resources", labels(loss.resources())).addKeyValue("since", loss.since())
          .log("contact is back");
    }
    return back;
  }

  private static String labels(Collection<Resource> resources) {
    return resources.stream().map(Resource::label).collect(Collectors.joining(", "));
  }
}

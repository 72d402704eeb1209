package dev.driftless.cli.explain;

import dev.driftless.core.model.Kind;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A workload as people type it: {@code deployment/cart}, {@code deploy/cart}, {@code pod/cart-7d4b-x2x9k}. */
public record WorkloadName(Kind kind, String name) {

  /** As kubectl abbreviates them. */
  private static final Map<String, Kind> SHORT = Map.of("deploy", Kind.DEPLOYMENT, "sts", Kind.STATEFUL_SET,
      "ds", Kind.DAEMON_SET, "rs", Kind.REPLICA_SET, "rc", Kind.REPLICATION_CONTROLLER, "po", Kind.POD);

  /** What may stand before the slash, for people. */
  public static final String ALLOWED = kinds().map(kind -> kind.label().toLowerCase(Locale.ROOT))
      .collect(Collectors.joining(", ")) + ", and deploy, sts, ds, rs, rc, po";

  /** Singular, plural or short, in any case, also with its API group; empty if it is none of that. */
  public static Optional<WorkloadName> parse(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    if (slash < 0 || name.isEmpty() || name.indexOf('/') >= 0) {
      return Optional.empty();
    }
    String kind = text.substring(0, slash).toLowerCase(Locale.ROOT).replaceFirst("\\..*", "");
    return Optional.ofNullable(SHORT.get(kind)).or(() -> kinds().filter(known -> isNamed(known, kind)).findFirst())
        .map(known -> new WorkloadName(known, name));
  }

  private static boolean isNamed(Kind kind, String text) {
    String label = kind.label().toLowerCase(Locale.ROOT);
    return text.equals(label) || text.equals(label + "s");
  }

  private static Stream<Kind> kinds() {
    return Stream.of(Kind.values()).filter(kind -> kind != Kind.OTHER);
  }
}

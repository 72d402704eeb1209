package dev.driftless.config;

import dev.driftless.core.plan.Policy;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What one source outside the file gives: the environment, or the command line. */
final class Overrides {

  /**
   * What Kubernetes sets in every container for a Service of its namespace whose name starts with {@code driftless}
   * (kubernetes/kubernetes, {@code pkg/kubelet/envvars}).
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("DRIFTLESS(_[A-Z0-9_]+)?_(SERVICE_HOST|(SERVICE_)?PORT(_[A-Z0-9_]+)?)");

  private final Map<Flag, List<String>> values;
  private final Function<Flag, String> name;
  private final Problems problems;

  private Overrides(Map<Flag, List<String>> values, Function<Flag, String> name, Problems problems) {
    this.values = values;
    this.name = name;
    this.problems = problems;
  }

  static Overrides ofFlags(Map<Flag, List<String>> flags, Problems problems) {
    return new Overrides(flags, Flag::option, problems);
  }

  /**
   * Reads the variables of {@link Flag}, lists with commas; an empty variable counts as absent. Others that begin with
   * {@code DRIFTLESS_} are reported, but for those that Kubernetes itself sets.
   */
  static Overrides ofEnvironment(Map<String, String> environment, Problems problems) {
    reportUnknown(environment, problems);
    Map<Flag, List<String>> values = new EnumMap<>(Flag.class);
    for (Flag flag : Flag.values()) {
      String text = environment.getOrDefault(flag.variable(), "");
      if (!text.isEmpty()) {
        values.put(flag, flag == Flag.NAMESPACE ? Arrays.asList(text.split("\\s*,\\s*", -1)) : List.of(text));
      }
    }
    return new Overrides(values, Flag::variable, problems);
  }

  private static void reportUnknown(Map<String, String> environment, Problems problems) {
    List<String> known = Arrays.stream(Flag.values()).map(Flag::variable).toList();
    environment.keySet().stream().sorted()
        .filter(variable -> variable.startsWith(Flag.PREFIX) && !known.contains(variable))
        .filter(variable -> !environment.get(variable).isEmpty())
        .filter(variable -> !SERVICE_LINK.matcher(variable).matches())
        .forEach(variable -> problems.unknown(variable, "variable", known));
  }

  DriftlessConfig over(DriftlessConfig base) {
    return new DriftlessConfig(over(base.policy()), over(base.settings()));
  }

  private Policy over(Policy base) {
    var mode = value(Flag.MODE, Formats.MODE, base.mode());
    var selector = value(Flag.NAMESPACE_SELECTOR, Formats.SELECTOR, base.scope().selector());
    Policy.Scope scope = new Policy.Scope(namespaces(base.scope().namespaces()), selector);
    return base.with(mode, scope);
  }

  private Settings over(Settings base) {
    return new Settings(
        value(Flag.METRICS_BIND_ADDRESS, Formats.BIND_ADDRESS, base.metricsBindAddress()),
        value(Flag.HEALTH_PROBE_BIND_ADDRESS, Formats.BIND_ADDRESS, base.healthProbeBindAddress()),
        value(Flag.LEADER_ELECT, Formats.BOOLEAN, base.leaderElect()),
        value(Flag.LOG_FORMAT, Formats.LOG_FORMAT, base.logFormat()),
        value(Flag.LOG_LEVEL, Formats.LOG_LEVEL, base.logLevel()));
  }

  private <T> T value(Flag flag, Format<T> format, T fallback) {
    return values.getOrDefault(flag, List.of()).stream()
        .findFirst()
        .flatMap(text -> format.read(name.apply(flag), text, problems))
        .orElse(fallback);
  }

  private Set<String> namespaces(Set<String> fallback) {
    if (!values.containsKey(Flag.NAMESPACE)) {
      return fallback;
    }
    Set<String> namespaces = new LinkedHashSet<>();
    for (String text : values.get(Flag.NAMESPACE)) {
      Formats.NAMESPACE.read(name.apply(Flag.NAMESPACE), text, problems).ifPresent(namespaces::add);
    }
    return Collections.unmodifiableSet(namespaces);
  }
}

package dev.driftless.config;

import dev.driftless.core.model.Parsed;
import dev.driftless.core.plan.Policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the configuration comes from. The later wins: defaults, file, environment, flags. A list replaces a list.
 *
 * @param file        the text of the configuration file
 * @param environment all variables of the process
 * @param flags       as typed; only {@link Flag#NAMESPACE} may have more than one value
 */
public record ConfigSources(Optional<String> file, Map<String, String> environment, Map<Flag, List<String>> flags) {

  /** @throws ConfigException with every error of every source, also of those that are overridden */
  public DriftlessConfig load() {
    Problems problems = new Problems();
    DriftlessConfig defaults = DriftlessConfig.DEFAULTS;
    Policy policy = file.map(text -> read(text, defaults.policy(), problems)).orElse(defaults.policy());
    DriftlessConfig fromFile = new DriftlessConfig(policy, defaults.settings());
    DriftlessConfig fromEnvironment = Overrides.ofEnvironment(environment, problems).over(fromFile);
    DriftlessConfig config = Overrides.ofFlags(flags, problems).over(fromEnvironment);
    checkAddresses(config.settings(), problems);
    problems.throwIfAny();
    return config;
  }

  private static Policy read(String text, Policy defaults, Problems problems) {
    return switch (TreeReader.yaml(text)) {
      case Parsed.Value value -> PolicyReader.read(value.tree(), defaults, problems);
      case Parsed.Unreadable unreadable -> {
        problems.add("configuration", "not YAML: " + unreadable.detail());
        yield defaults;
      }
    };
  }

  private static void checkAddresses(Settings settings, Problems problems) {
    if (settings.healthProbeBindAddress().clashesWith(settings.metricsBindAddress())) {
      problems.notAllowed(Flag.HEALTH_PROBE_BIND_ADDRESS.option(), "'" + settings.healthProbeBindAddress() + "'",
          "another port than that of " + Flag.METRICS_BIND_ADDRESS.option() + ", '" + settings.metricsBindAddress()
              + "'");
    }
  }
}

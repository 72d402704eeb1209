package dev.driftless.config;

import dev.driftless.core.model.Parsed;
import dev.driftless.core.plan.Policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the configuration comes from. The later wins: defaults, file, environment, flags. A list replaces a list.
 *
 * @param file        the configuration file
 * @param environment all variables of the process
 * @param flags       as typed; only {@link Flag#NAMESPACE} may have more than one value
 */
public record ConfigSources(Optional<File> file, Map<String, String> environment, Map<Flag, List<String>> flags) {

  /** @param name as it was given, for messages */
  public record File(String name, String text) {}

  /** @throws ConfigException with every error of every source, also of those that are overridden */
  public DriftlessConfig load() {
    Problems problems = new Problems();
    DriftlessConfig defaults = DriftlessConfig.DEFAULTS;
    Policy policy = file.map(given -> read(given, defaults.policy(), problems)).orElse(defaults.policy());
    DriftlessConfig fromFile = new DriftlessConfig(policy, defaults.settings());
    DriftlessConfig fromEnvironment = Overrides.ofEnvironment(environment, problems).over(fromFile);
    DriftlessConfig config = Overrides.ofFlags(flags, problems).over(fromEnvironment);
    checkAddresses(config.settings(), problems);
    problems.throwIfAny();
    return config;
  }

  private static Policy read(File file, Policy defaults, Problems all) {
    Problems problems = all.in(file.name());
    return switch (TreeReader.yaml(file.text())) {
      case Parsed.Value value -> PolicyReader.read(value.tree(), defaults, problems);
      case Parsed.Unreadable unreadable -> {
        problems.add("not YAML: " + unreadable.detail());
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

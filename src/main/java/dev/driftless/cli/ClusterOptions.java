package dev.driftless.cli;

import dev.driftless.config.ConfigException;
import dev.driftless.config.ConfigSources;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.config.Flag;
import dev.driftless.edge.kube.Credentials;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What every command takes, before or after its name. Defaults, file, environment and flags: the later wins; an empty
 * variable counts as absent.
 */
final class ClusterOptions {

  private final Map<String, String> environment;

  @Option(names = "--kubeconfig", scope = ScopeType.INHERIT, paramLabel = "FILE",
      description = "Where to find the API server (env: DRIFTLESS_KUBECONFIG). "
          + "Without one: KUBECONFIG, ~/.kube/config, or the pod's service account.")
  private String kubeconfig;

  @Option(names = "--context", scope = ScopeType.INHERIT, paramLabel = "NAME",
      description = "Context of the kubeconfig (env: DRIFTLESS_CONTEXT).")
  private String context;

  @Option(names = "--config", scope = ScopeType.INHERIT, paramLabel = "FILE",
      description = "Configuration, see config/driftless.yaml (env: DRIFTLESS_CONFIG).")
  private String config;

  ClusterOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /** One that was given as a flag, if any was. */
  Optional<String> given() {
    return Stream.of(Map.entry(Flag.KUBECONFIG, Optional.ofNullable(kubeconfig)),
            Map.entry(Flag.CONTEXT, Optional.ofNullable(context)), Map.entry(Flag.CONFIG, Optional.ofNullable(config)))
        .filter(option -> option.getValue().isPresent()).map(option -> option.getKey().option()).findFirst();
  }

  Credentials credentials() {
    return new Credentials(value(Flag.KUBECONFIG, kubeconfig).map(Path::of), value(Flag.CONTEXT, context));
  }

  /** @param flags of the command itself */
  DriftlessConfig load(Map<Flag, List<String>> flags) {
    return sources(flags).load();
  }

  /** The same as it is now, not yet read through. */
  ConfigSources sources(Map<Flag, List<String>> flags) {
    return new ConfigSources(value(Flag.CONFIG, config).map(this::read), environment, flags);
  }

  private Optional<String> value(Flag flag, String given) {
    return Optional.ofNullable(given).or(() -> Optional.ofNullable(environment.get(flag.variable())))
        .filter(text -> !text.isEmpty());
  }

  private ConfigSources.File read(String file) {
    try {
      return new ConfigSources.File(file, Files.readString(Path.of(file)));
    } catch (NoSuchFileException e) {
      throw unreadable(file, "does not exist");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "may not be read");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not UTF-8");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read: " + e.getMessage());
    }
  }

  private ConfigException unreadable(String file, String why) {
    return new ConfigException(List.of(
        (config == null ? Flag.CONFIG.variable() : Flag.CONFIG.option()) + ": " + file + ": " + why));
  }
}

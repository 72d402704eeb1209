package dev.driftless.app;

import dev.driftless.config.ConfigException;
import dev.driftless.config.ConfigSources;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.metrics.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings the configuration file into force whenever its content changes. It is read every few seconds and compared: a
 * ConfigMap's volume changes by exchanging a symbolic link two folders above, of which watches of files tell nothing
 * that can be relied on. A file that is not valid changes nothing. The namespace of the mesh stays as it is, because
 * its watches are open, and so does all that only environment and flags say. Thread-safe.
 */
final class Reload {

  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  private final Supplier<ConfigSources> sources;
  private final Consumer<Policy> exchange;
  private final Meters meters;
  private Policy inForce;
  private Optional<ConfigSources> seen = Optional.empty();
  private List<String> errors = List.of();

  /**
   * @param sources  reads everything anew, and throws {@link ConfigException} if the file cannot be read
   * @param inForce  the policy until then
   * @param exchange called with each other policy
   */
  Reload(Supplier<ConfigSources> sources, Policy inForce, Consumer<Policy> exchange, Meters meters) {
    this.sources = sources;
    this.inForce = inForce;
    this.exchange = exchange;
    this.meters = meters;
  }

  /** Looks whether there is anything new. */
  synchronized void look() {
    ConfigSources now;
    try {
      now = sources.get();
    } catch (ConfigException e) {
      seen = Optional.empty();
      if (!e.errors().equals(errors)) {
        refuse(e.errors());
      }
      return;
    }
    if (!seen.equals(Optional.of(now))) {
      seen = Optional.of(now);
      take(now);
    }
  }

  private void take(ConfigSources now) {
    try {
      DriftlessConfig read = now.load();
      Policy policy = read.policy().withMeshIn(inForce.mesh().namespace());
      boolean isNew = !policy.equals(inForce) || !errors.isEmpty();
      errors = List.of();
      if (isNew) {
        inForce = policy;
        exchange.accept(policy);
        meters.reloaded(true);
        LOG.atInfo().addKeyValue("mode", policy.mode().label()).log("configuration reloaded");
      }
      if (!read.policy().equals(policy)) {
        LOG.atWarn().addKeyValue("key", "mesh.namespace").log("this change needs a restart");
      }
    } catch (ConfigException e) {
      refuse(e.errors());
    }
  }

  private void refuse(List<String> found) {
    errors = found;
    meters.reloaded(false);
    LOG.atError().addKeyValue("errors", String.join("; ", found))
        .log("configuration not reloaded, the one before stays in force");
  }
}

package dev.driftless.cli;

import dev.driftless.app.Build;
import dev.driftless.app.Daemon;
import dev.driftless.app.End;
import dev.driftless.app.Logging;
import dev.driftless.app.Rights;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.config.Flag;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.UnreachableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs the daemon until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true,
    description = "Watches the cluster, and restarts what drifted as far as the mode allows.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:asked to stop", "64:bad usage or configuration, or a port that is taken",
        "69:the API server cannot be reached", "70:internal error", "75:leadership is lost; start it again"})
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @ParentCommand
  private Commands commands;

  @Option(names = "--mode", paramLabel = "MODE",
      description = "observe, dry-run or enforce; default: observe (env: DRIFTLESS_MODE).")
  private List<String> mode = List.of();

  @Option(names = "--namespace", paramLabel = "NAME",
      description = "Only this namespace; repeatable; default: all "
          + "(env: DRIFTLESS_NAMESPACE, separated by commas).")
  private List<String> namespace = List.of();

  @Option(names = "--namespace-selector", paramLabel = "SELECTOR",
      description = "Only namespaces with these labels; default: all (env: DRIFTLESS_NAMESPACE_SELECTOR).")
  private List<String> namespaceSelector = List.of();

  @Option(names = "--metrics-bind-address", paramLabel = "ADDRESS",
      description = "Of /metrics; default: :8080 (env: DRIFTLESS_METRICS_BIND_ADDRESS).")
  private List<String> metrics = List.of();

  @Option(names = "--health-probe-bind-address", paramLabel = "ADDRESS",
      description = "Of the probes; default: :8081 (env: DRIFTLESS_HEALTH_PROBE_BIND_ADDRESS).")
  private List<String> health = List.of();

  @Option(names = "--leader-elect", paramLabel = "BOOLEAN", arity = "0..1", fallbackValue = "true",
      description = "Acts only while it holds the Lease driftless in its own namespace; without, run one replica "
          + "only; default: true (env: DRIFTLESS_LEADER_ELECT).")
  private List<String> leaderElect = List.of();

  @Option(names = "--log-format", paramLabel = "FORMAT",
      description = "json or text; default: json (env: DRIFTLESS_LOG_FORMAT).")
  private List<String> logFormat = List.of();

  @Option(names = "--log-level", paramLabel = "LEVEL",
      description = "error, warn, info, debug or trace; default: info (env: DRIFTLESS_LOG_LEVEL).")
  private List<String> logLevel = List.of();

  @Override
  public Integer call() throws InterruptedException {
    DriftlessConfig config = commands.cluster().load(flags());
    Logging.configure(config.settings().logFormat(), config.settings().logLevel());
    try (Connection connection = Connection.open(commands.cluster().credentials(), Build.version())) {
      Optional<Daemon> daemon = prepare(config, connection);
      return daemon.isPresent() ? run(daemon.get()) : ExitCode.OK;
    }
  }

  /** Empty if asked to stop meanwhile: that breaks off whatever is waited for, as nothing is to be taken down yet. */
  private Optional<Daemon> prepare(DriftlessConfig config, Connection connection) throws InterruptedException {
    StopSignal signal = commands.signal();
    signal.onGiven(Thread.currentThread()::interrupt);
    try {
      if (!reach(connection)) {
        return Optional.empty();
      }
      new Rights(connection, config.settings().leaderElect()).check(config.policy());
      Daemon daemon = new Daemon(config, connection);
      daemon.reloadFrom(() -> commands.cluster().sources(flags()));
      return Optional.of(daemon);
    } catch (RuntimeException | InterruptedException e) {
      if (signal.isGiven()) {
        return Optional.empty();
      }
      throw e;
    } finally {
      signal.onGiven(() -> { });
      if (signal.isGiven()) {
        Thread.interrupted();
      }
    }
  }

  private int run(Daemon prepared) throws InterruptedException {
    try (Daemon daemon = prepared) {
      commands.signal().onGiven(daemon::stop);
      daemon.start();
      return switch (daemon.awaitEnd()) {
        case End.Asked asked -> ExitCode.OK;
        case End.LostLeadership lost -> ExitCode.LOST_LEADERSHIP;
        case End.Failed(Throwable cause) -> {
          LOG.atError().setCause(cause).log("a turn failed, nothing is decided any more");
          yield ExitCode.INTERNAL;
        }
      };
    }
  }

  /** @return false if asked to stop before anybody answered */
  private boolean reach(Connection connection) throws InterruptedException {
    for (int attempt = 1; !commands.signal().isGiven(); attempt++) {
      try {
        connection.check();
        return true;
      } catch (UnreachableException e) {
        if (attempt == ATTEMPTS || e.isRefusal()) {
          throw e;
        }
        LOG.atWarn().addKeyValue("attempt", attempt).log(e.getMessage());
        commands.signal().await(PAUSE);
      }
    }
    return false;
  }

  private Map<Flag, List<String>> flags() {
    Map<Flag, List<String>> given = new EnumMap<>(Flag.class);
    given.put(Flag.MODE, mode);
    given.put(Flag.NAMESPACE, namespace);
    given.put(Flag.NAMESPACE_SELECTOR, namespaceSelector);
    given.put(Flag.METRICS_BIND_ADDRESS, metrics);
    given.put(Flag.HEALTH_PROBE_BIND_ADDRESS, health);
    given.put(Flag.LEADER_ELECT, leaderElect);
    given.put(Flag.LOG_FORMAT, logFormat);
    given.put(Flag.LOG_LEVEL, logLevel);
    given.values().removeIf(List::isEmpty);
    return given;
  }
}

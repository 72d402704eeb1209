package dev.driftless.cli;

import dev.driftless.config.ConfigException;
import dev.driftless.edge.http.ListenException;
import dev.driftless.edge.kube.KubeconfigException;
import dev.driftless.edge.kube.UnreachableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.PrintWriter;
import java.util.Map;

/** The root of all commands. */
@Command(name = "driftless", subcommands = {DemoCommand.class, RunCommand.class, PlanCommand.class,
    ExplainCommand.class, VersionCommand.class, CommandLine.HelpCommand.class},
    synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true, versionProvider = VersionCommand.class,
    description = "Finds Istio sidecars that differ from what the injector would give now, and restarts their "
        + "workloads safely.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:asked to stop; plan: nothing to do; explain: told; demo: all put right",
        "1:plan: something to do; demo: something was not put right",
        "2:plan, explain: could not tell, as when the API server cannot be reached",
        "64:bad usage or configuration, or a port that is taken", "69:run: the API server cannot be reached",
        "70:internal error", "75:run: leadership is lost; start it again"})
public final class Commands {

  private final StopSignal signal;

  @Mixin
  private final ClusterOptions cluster;

  private Commands(StopSignal signal, Map<String, String> environment) {
    this.signal = signal;
    cluster = new ClusterOptions(environment);
  }

  /**
   * Runs one command.
   *
   * @param signal ends a command that would otherwise run on
   * @return the exit code
   */
  public static int execute(StopSignal signal, String... arguments) {
    return line(signal, System.getenv()).execute(arguments);
  }

  StopSignal signal() {
    return signal;
  }

  ClusterOptions cluster() {
    return cluster;
  }

  static CommandLine line(StopSignal signal, Map<String, String> environment) {
    return new CommandLine(new Commands(signal, environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Commands::misused)
        .setExecutionExceptionHandler((error, line, parsed) -> failed(error, line));
  }

  private static int misused(CommandLine.ParameterException error, String[] arguments) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println(error.getMessage());
    err.println("Try '" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static int failed(Exception error, CommandLine line) {
    PrintWriter err = line.getErr();
    switch (error) {
      case ConfigException invalid -> {
        err.println("The configuration is not valid:");
        invalid.errors().forEach(problem -> err.println("  " + problem));
        return ExitCode.USAGE;
      }
      case KubeconfigException unreadable -> {
        err.println(unreadable.getMessage());
        return ExitCode.USAGE;
      }
      case ListenException taken -> {
        err.println(taken.getMessage());
        return ExitCode.USAGE;
      }
      case UnreachableException unreachable -> {
        err.println(unreachable.getMessage());
        return ExitCode.UNAVAILABLE;
      }
      default -> {
        error.printStackTrace(err);
        return ExitCode.INTERNAL;
      }
    }
  }
}

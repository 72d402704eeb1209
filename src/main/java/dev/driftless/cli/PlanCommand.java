package dev.driftless.cli;

import dev.driftless.app.Build;
import dev.driftless.app.Logging;
import dev.driftless.app.SingleLook;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.config.Flag;
import dev.driftless.config.LogFormat;
import dev.driftless.config.LogLevel;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.Lister;
import dev.driftless.edge.kube.UnreachableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Says what drifted and what would be done about it. Reads, writes nothing. */
@Command(name = "plan", mixinStandardHelpOptions = true,
    description = "Prints every workload that is not in sync, what would be done about it, and why not.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing to do", "1:something to do",
        "2:could not tell, as when the API server cannot be reached",
        "64:bad usage or configuration", "70:internal error"})
final class PlanCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @ParentCommand
  private Commands commands;

  @Option(names = {"-n", "--namespace"}, paramLabel = "NAME",
      description = "Only this namespace; repeatable; default: as configured.")
  private List<String> namespaces = List.of();

  @Option(names = "--all", description = "Also the workloads that are in sync.")
  private boolean all;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "TABLE",
      description = "table, json or yaml; default: table.")
  private PlanOutput output;

  @Override
  public Integer call() {
    commands.signal().decline();
    DriftlessConfig config = commands.cluster()
        .load(namespaces.isEmpty() ? Map.of() : Map.of(Flag.NAMESPACE, namespaces));
    Logging.configure(LogFormat.TEXT, LogLevel.WARN);
    try (Connection connection = Connection.open(commands.cluster().credentials(), Build.version())) {
      List<Change> found = new Lister(connection, config.policy().mesh().namespace()).list();
      List<String> unknown = namespaces.stream().filter(name -> !exists(name, found)).toList();
      if (!unknown.isEmpty()) {
        spec.commandLine().getErr().println("no such namespace: " + String.join(", ", unknown));
        return ExitCode.COULD_NOT_TELL;
      }
      Instant now = connection.clock().instant();
      Engine engine = SingleLook.at(found, config.policy(), now);
      PlanReport report =
          new PlanReport(now, engine.revisions(), engine.review(now), config.policy().reactions());
      spec.commandLine().getOut().print(output.render(report, all));
      spec.commandLine().getOut().flush();
      return report.somethingToDo() ? ExitCode.SOMETHING_TO_DO : ExitCode.OK;
    } catch (UnreachableException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.COULD_NOT_TELL;
    }
  }

  private static boolean exists(String namespace, List<Change> found) {
    return found.stream().map(Change::key).anyMatch(new ObjectKey(Resource.NAMESPACES, "", namespace)::equals);
  }
}

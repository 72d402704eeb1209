package dev.driftless.cli;

import dev.driftless.app.Build;
import dev.driftless.app.Logging;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.config.Flag;
import dev.driftless.config.LogFormat;
import dev.driftless.config.LogLevel;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.UnreachableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Says what drifted and what would be done about it. Reads, writes nothing; {@code --prove} pretends to. */
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

  @Option(names = "--prove",
      description = {"Asks the API server what new pods would get, for every workload to be restarted or unknown:",
          "one dry-run create of a pod each. Needs the right to create pods, and creates none."})
  private boolean prove;

  @Override
  public Integer call() {
    commands.signal().decline();
    DriftlessConfig config = commands.cluster()
        .load(namespaces.isEmpty() ? Map.of() : Map.of(Flag.NAMESPACE, namespaces));
    Logging.configure(LogFormat.TEXT, prove ? LogLevel.ERROR : LogLevel.WARN);
    try (Connection connection = Connection.open(commands.cluster().credentials(), Build.version())) {
      ClusterLook look = new ClusterLook(connection, config.policy());
      List<String> unknown = namespaces.stream().filter(name -> !look.hasNamespace(name)).toList();
      if (!unknown.isEmpty()) {
        spec.commandLine().getErr().println("no such namespace: " + String.join(", ", unknown));
        return ExitCode.COULD_NOT_TELL;
      }
      if (prove) {
        look.prove(spec.commandLine().getErr());
      } else {
        look.checkProving();
      }
      PlanReport report = report(look, config.policy());
      spec.commandLine().getOut().print(output.render(report, all));
      spec.commandLine().getOut().flush();
      return report.somethingToDo() ? ExitCode.SOMETHING_TO_DO : ExitCode.OK;
    } catch (UnreachableException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.COULD_NOT_TELL;
    }
  }

  private static PlanReport report(ClusterLook look, Policy policy) {
    return new PlanReport(look.now(), look.engine().revisions(), look.engine().review(look.now()), policy.reactions(),
        new PlanReport.Proofs(policy.proof(), look.proofDenial()));
  }
}

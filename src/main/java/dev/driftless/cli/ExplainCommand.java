package dev.driftless.cli;

import dev.driftless.app.Build;
import dev.driftless.app.Logging;
import dev.driftless.cli.explain.Explanation;
import dev.driftless.cli.explain.ExplanationDocument;
import dev.driftless.cli.explain.ExplanationText;
import dev.driftless.cli.explain.Search;
import dev.driftless.cli.explain.WorkloadName;
import dev.driftless.config.LogFormat;
import dev.driftless.config.LogLevel;
import dev.driftless.core.engine.Story;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.UnreachableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Tells the story of one workload. Reads, writes nothing; {@code --prove} pretends to. */
@Command(name = "explain", mixinStandardHelpOptions = true,
    description = "Tells of one workload whether it should have a sidecar and why, what its pods have, what a new one "
        + "would get, and what happens about the difference.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:told", "2:could not tell: no such workload, or the API server cannot be reached",
        "64:bad usage or configuration", "70:internal error"})
final class ExplainCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @ParentCommand
  private Commands commands;

  @Parameters(paramLabel = "KIND/NAME",
      description = "The workload, as deployment/cart, deploy/cart, sts/db, ds/agent, job/import; or pod/NAME for the "
          + "one that a pod belongs to.")
  private String workload;

  @Option(names = {"-n", "--namespace"}, paramLabel = "NAME",
      description = "Where it is; default: the namespace of the context.")
  private Optional<String> namespace = Optional.empty();

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "TEXT",
      description = "text, json or yaml; default: text.")
  private Output output;

  @Option(names = "--prove",
      description = "Asks the API server what a new pod would get: one dry-run create, which creates nothing.")
  private boolean prove;

  /** How it is told. */
  enum Output {
    TEXT, JSON, YAML
  }

  @Override
  public Integer call() {
    commands.signal().decline();
    WorkloadName name = WorkloadName.parse(workload).orElseThrow(() -> new ParameterException(spec.commandLine(),
        "\"" + workload + "\"; allowed: KIND/NAME with KIND one of " + WorkloadName.ALLOWED));
    Policy policy = commands.cluster().load(Map.of()).policy();
    Logging.configure(LogFormat.TEXT, prove ? LogLevel.ERROR : LogLevel.WARN);
    try (Connection connection = Connection.open(commands.cluster().credentials(), Build.version())) {
      ClusterLook look = new ClusterLook(connection, policy.within(Policy.Scope.EVERYTHING));
      String place = namespace.orElseGet(connection::ownNamespace);
      return switch (new Search(look.engine(), look.now()).find(name, place)) {
        case Search.Result.Found found -> tell(look, policy, found);
        case Search.Result.Missing(String message) -> miss(look.hasNamespace(place) ? message
            : "no such namespace: " + place + "; " + message);
      };
    } catch (UnreachableException e) {
      return miss(e.getMessage());
    }
  }

  private int tell(ClusterLook look, Policy policy, Search.Result.Found found) {
    if (prove) {
      look.prove(found.ref(), spec.commandLine().getErr());
    } else {
      look.checkProving(found.ref());
    }
    Story story = look.engine().story(found.ref(), look.now()).orElseThrow();
    boolean inScope = policy.scope().contains(found.ref().namespace(),
        story.namespace().map(NamespaceFacts::labels).orElse(Map.of()));
    Explanation explanation = new Explanation(look.now(), story, found.pod(), look.engine().revisions(),
        new Explanation.Around(policy.reactions(), inScope, look.proofDenial()));
    spec.commandLine().getOut().print(switch (output) {
      case TEXT -> ExplanationText.of(explanation);
      case JSON -> Documents.json(ExplanationDocument.of(explanation));
      case YAML -> Documents.yaml(ExplanationDocument.of(explanation));
    });
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private int miss(String message) {
    spec.commandLine().getErr().println(message);
    return ExitCode.COULD_NOT_TELL;
  }
}

package dev.driftless.cli;

import dev.driftless.cli.demo.Demo;
import dev.driftless.cli.demo.DemoOptions;
import dev.driftless.cli.demo.Fault;
import dev.driftless.config.BindAddress;
import dev.driftless.core.plan.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows a mesh upgrade on a simulated cluster. */
@Command(name = "demo", mixinStandardHelpOptions = true,
    description = "Plays a mesh upgrade on a simulated cluster in this process, and shows what the daemon does.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:everything that can be remedied was restarted and verified", "1:something was not",
        "64:bad usage, or a port that is taken", "70:internal error"})
final class DemoCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @ParentCommand
  private Commands commands;

  @Option(names = "--workloads", paramLabel = "NUMBER", defaultValue = "60",
      description = "How many, 16 to 300; default: ${DEFAULT-VALUE}.")
  private int workloads;

  @Option(names = "--speed", paramLabel = "FACTOR", defaultValue = "1",
      description = "How many times as quick as usual the daemon waits and settles, 0.1 to 10; the cluster takes "
          + "its time all the same; default: 1.")
  private double speed;

  @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1",
      description = "For everything that chance decides in the cluster; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--fault", paramLabel = "FAULT", description = {"Something that goes wrong; repeatable:",
      "bad-image: the image of the new proxy cannot be pulled",
      "crash-loop: with the new proxy the containers of every app crash",
      "slow-api: each request takes a third of a second longer",
      "lost-watch: all watches end every three seconds",
      "lost-answer: the answers to the first three patches are lost",
      "webhook-down: istiod goes away right after the upgrade"})
  private List<String> faults = List.of();

  @Option(names = "--mode", paramLabel = "MODE", defaultValue = "enforce",
      description = "observe, dry-run or enforce; default: enforce.")
  private String mode;

  @Option(names = "--keep-running", description = "Leaves cluster and daemon up until Ctrl-C.")
  private boolean keepRunning;

  @Option(names = "--metrics-bind-address", paramLabel = "ADDRESS",
      description = "Of /metrics; default: 127.0.0.1:8080, or another port if that is taken.")
  private Optional<String> metrics = Optional.empty();

  @Override
  public Integer call() throws InterruptedException, IOException {
    commands.cluster().given().ifPresent(flag -> {
      throw invalid(flag + ": the demo brings its own cluster and configuration");
    });
    Demo demo = new Demo(options(), spec.commandLine().getOut(), Terminal.isLive(), Terminal.width());
    return demo.run(commands.signal()::await) ? ExitCode.OK : ExitCode.SOMETHING_TO_DO;
  }

  private DemoOptions options() {
    if (workloads < DemoOptions.FEWEST_WORKLOADS || workloads > DemoOptions.MOST_WORKLOADS) {
      throw invalid("--workloads: " + workloads + "; allowed: " + DemoOptions.FEWEST_WORKLOADS + " to "
          + DemoOptions.MOST_WORKLOADS);
    }
    if (!(speed >= 0.1 && speed <= 10)) {
      throw invalid("--speed: " + speed + "; allowed: 0.1 to 10");
    }
    Optional<BindAddress> address = metrics.map(text -> BindAddress.parse(text)
        .orElseThrow(() -> invalid("--metrics-bind-address: \"" + text + "\"; allowed: HOST:PORT or :PORT")));
    Set<Fault> chosen = faults.stream()
        .map(fault -> oneOf("--fault", fault, List.of(Fault.values()), Fault::toString)).collect(Collectors.toSet());
    return new DemoOptions(workloads, speed, seed, chosen,
        oneOf("--mode", mode, List.of(Mode.values()), Mode::label), keepRunning, address);
  }

  private <T> T oneOf(String option, String text, List<T> allowed, Function<T, String> label) {
    return allowed.stream().filter(value -> label.apply(value).equals(text)).findFirst()
        .orElseThrow(() -> invalid(option + ": \"" + text + "\"; allowed: "
            + allowed.stream().map(label).collect(Collectors.joining(", "))));
  }

  private ParameterException invalid(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

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

  private static final int USUAL_WIDTH = 110;
  private static final int NARROWEST = 40;

  @Spec
  private CommandSpec spec;

  @ParentCommand
  private Commands commands;

  @Option(names = "--workloads", paramLabel = "NUMBER", defaultValue = "60",
      description = "How many, at least 16; default: ${DEFAULT-VALUE}.")
  private int workloads;

  @Option(names = "--speed", paramLabel = "FACTOR", defaultValue = "1",
      description = "How many times as quick as usual the daemon waits and settles, 0.1 to 10; default: 1.")
  private double speed;

  @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1",
      description = "For everything that chance decides in the cluster; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--fault", paramLabel = "FAULT", description = "Something that goes wrong; repeatable: bad-image, "
      + "crash-loop, slow-api, lost-watch, lost-answer, webhook-down.")
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
    Demo demo = new Demo(options(), spec.commandLine().getOut(), System.console() != null && isTerminal(), width());
    return demo.run(commands.signal()::await) ? ExitCode.OK : ExitCode.SOMETHING_TO_DO;
  }

  private DemoOptions options() {
    if (workloads < DemoOptions.FEWEST_WORKLOADS) {
      throw invalid("--workloads: " + workloads + "; allowed: " + DemoOptions.FEWEST_WORKLOADS + " and more");
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

  /** Since Java 22 there is a console also without a terminal. */
  private static boolean isTerminal() {
    return System.getenv("TERM") != null && !"dumb".equals(System.getenv("TERM"));
  }

  private static int width() {
    String columns = System.getenv().getOrDefault("COLUMNS", "");
    return columns.matches("[0-9]{2,4}") ? Math.max(NARROWEST, Integer.parseInt(columns)) : USUAL_WIDTH;
  }
}

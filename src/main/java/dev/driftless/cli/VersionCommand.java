package dev.driftless.cli;

import dev.driftless.app.Build;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.concurrent.Callable;

/** Says which version this is. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version.")
final class VersionCommand implements Callable<Integer>, CommandLine.IVersionProvider {

  @Spec
  private CommandSpec spec;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "TABLE",
      description = "table or json; default: table.")
  private Output output;

  /** How the version is printed. */
  enum Output {
    TABLE, JSON
  }

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(switch (output) {
      case TABLE -> "driftless " + Build.version();
      case JSON -> JsonMapper.shared().writeValueAsString(Map.of("version", Build.version()));
    });
    return ExitCode.OK;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"driftless " + Build.version()};
  }
}

package dev.driftless;

import dev.driftless.cli.Commands;

/** Entry point, and the only place that ends the process. */
public final class Driftless {

  private Driftless() {}

  public static void main(String[] arguments) {
    System.exit(Commands.execute(arguments));
  }
}

package dev.driftless.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other programs: scripts, and the jar under test. */
final class Programs {

  /** Order of the classes that take minutes: they begin first, so that none is left alone at the end. */
  static final int LONG = 1;

  static final Path PROJECT = Path.of(System.getProperty("driftless.project"));

  private static final Path JAR = Path.of(System.getProperty("driftless.jar"));

  /**
   * Its processes live for seconds, in which a compiler that optimises needs more time than it saves. The classes that
   * it loads are kept for all of them, which begin in half the time by that; an archive is good for one jar.
   */
  private static final List<String> FLAGS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable");
  private static final Path CLASSES =
      JAR.resolveSibling("driftless-" + JAR.toFile().lastModified() + ".jsa");
  private static final Duration TO_KEEP_CLASSES = Duration.ofMinutes(3);
  private static boolean triedToKeepClasses;
  private static final int SHOWN_LINES = 25;

  private Programs() {}

  /** How Driftless is started; for the same Java as this, and without the variables of the scripts. */
  static List<String> driftless(List<String> arguments) {
    keepClasses();
    return java("-XX:SharedArchiveFile=" + CLASSES, arguments);
  }

  private static List<String> java(String option, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "-u", "DRIFTLESS_E2E_BIN", "-u", "DRIFTLESS_E2E_NODE_IP"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add(option);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(arguments);
    return command;
  }

  /** A short demo loads nearly all that a daemon does. It ends before the first of the others begins. */
  private static synchronized void keepClasses() {
    if (!triedToKeepClasses && Files.notExists(CLASSES)) {
      triedToKeepClasses = true;
      Process demo = start(new ProcessBuilder(java("-XX:ArchiveClassesAtExit=" + CLASSES,
          List.of("demo", "--workloads", "16", "--speed", "10", "--mode", "observe", "--metrics-bind-address",
              "127.0.0.1:0"))).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD));
      await(demo, TO_KEEP_CLASSES, "the demo whose classes are kept");
    }
  }

  /** Runs a program to its end, and fails if it does. What it says is appended to {@code log}. */
  static void run(Path log, Duration limit, Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    createParent(log);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    int exitCode = await(start(builder), limit, String.join(" ", command));
    if (exitCode != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": exit code " + exitCode + "\n" + tail(log));
    }
  }

  static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @return the exit code */
  static int await(Process process, Duration limit, String what) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
    process.destroyForcibly();
    throw new IllegalStateException(what + " has not ended within " + limit);
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String content) {
    createParent(file);
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of a log, for messages. */
  static String tail(Path log) {
    List<String> lines = read(log).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  private static void createParent(Path file) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

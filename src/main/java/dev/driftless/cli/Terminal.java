package dev.driftless.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the output of a command goes, as POSIX systems tell; on others it is taken for no terminal. */
final class Terminal {

  private static final File TTY = new File("/dev/tty");
  private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{1,3})");
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 40;

  private Terminal() {}

  /** Whether somebody watches who can be shown one frame after the other. */
  static boolean isLive() {
    String kind = System.getenv("TERM");
    return kind != null && !kind.equals("dumb") && isOutput();
  }

  /** A console says nothing of the output since Java 22. */
  private static boolean isOutput() {
    try {
      return new ProcessBuilder("test", "-t", "1").redirectOutput(Redirect.INHERIT).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Columns, at least 40; 80 if nobody knows. */
  static int width() {
    try {
      Process size = new ProcessBuilder("stty", "size").redirectInput(TTY).start();
      Matcher answer =
          SIZE.matcher(new String(size.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
      return answer.matches() ? Math.max(NARROWEST, Integer.parseInt(answer.group(1))) : USUAL_WIDTH;
    } catch (IOException noTerminal) {
      return USUAL_WIDTH;
    }
  }
}

package dev.driftless.cli.demo;

import java.io.PrintWriter;
import java.util.List;

/**
 * Where the demo is watched: a terminal in which one frame replaces the other, or anything else, which gets plain
 * lines. Thread-safe.
 */
final class Screen implements AutoCloseable {

  /** ECMA-48: cursor up, erase to the end of the screen, hide and show the cursor. */
  private static final String UP = "\u001b[%dA\r";
  private static final String ERASE = "\u001b[J";
  private static final String HIDE = "\u001b[?25l";
  private static final String SHOW = "\u001b[?25h";

  private final PrintWriter out;
  private final boolean live;
  private int drawn;
  private boolean closed;

  /** @param live whether {@code out} understands control sequences */
  Screen(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  boolean isLive() {
    return live;
  }

  /** Replaces the last frame. Nothing on a screen that is not live. */
  synchronized void draw(List<String> frame) {
    if (!live || closed) {
      return;
    }
    out.print(drawn == 0 ? HIDE : String.format(UP, drawn) + ERASE);
    frame.forEach(out::println);
    out.flush();
    drawn = frame.size();
  }

  /** Something that stays, above the frames to come. */
  synchronized void say(String line) {
    if (closed) {
      return;
    }
    erase();
    out.println(line);
    out.flush();
  }

  private void erase() {
    if (drawn > 0) {
      out.print(String.format(UP, drawn) + ERASE);
      drawn = 0;
    }
  }

  /** Leaves the terminal as it was; nothing is shown any more. */
  @Override
  public synchronized void close() {
    closed = true;
    erase();
    if (live) {
      out.print(SHOW);
      out.flush();
    }
  }
}

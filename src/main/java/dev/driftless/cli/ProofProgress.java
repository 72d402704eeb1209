package dev.driftless.cli;

import dev.driftless.app.Inquiry;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Says how far the questions are, from time to time, and nothing if they are soon answered. */
final class ProofProgress implements Inquiry.Listener {

  static final Duration PAUSE = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final InstantSource clock;
  private Instant next;

  ProofProgress(PrintWriter out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.next = clock.instant().plus(PAUSE);
  }

  @Override
  public void answered(int answers, int questions) {
    Instant now = clock.instant();
    if (answers < questions && !now.isBefore(next)) {
      out.println(answers + " of " + questions + " asked");
      out.flush();
      next = now.plus(PAUSE);
    }
  }
}

package dev.driftless.core.stuck;

import java.time.Instant;

/**
 * What is wrong with one pod.
 *
 * @param evidence what the cluster says, quoted
 * @param since    when it began, as far as is known
 */
public record Finding(Diagnosis diagnosis, Owner owner, String evidence, Instant since) {

  /** Diagnosis and evidence in one line. */
  public String text() {
    return diagnosis + ": " + evidence;
  }
}

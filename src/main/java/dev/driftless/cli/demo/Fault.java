package dev.driftless.cli.demo;

import java.util.Locale;

/** What can go wrong in a demo. The name on the command line is in lower case, with dashes. */
public enum Fault {
  /** The image of the new proxy cannot be pulled. */
  BAD_IMAGE,
  /** With the new proxy the containers of every app crash. */
  CRASH_LOOP,
  /** Each request takes a third of a second longer. */
  SLOW_API,
  /** All watches end every three seconds. */
  LOST_WATCH,
  /** The answers to the first three patches are lost: to those of the daemon, if nobody else patches. */
  LOST_ANSWER,
  /** istiod goes away right after the upgrade. */
  WEBHOOK_DOWN;

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.driftless.cli.demo;

import java.util.Locale;

/** What can go wrong in a demo. The name on the command line is in lower case, with dashes. */
public enum Fault {
  BAD_IMAGE("the image of the new proxy cannot be pulled"),
  CRASH_LOOP("with the new proxy the containers of every app crash"),
  SLOW_API("each request takes a third of a second longer"),
  LOST_WATCH("all watches end every three seconds"),
  /** Of the daemon, if nobody else patches. */
  LOST_ANSWER("the answers to the first three patches are lost"),
  WEBHOOK_DOWN("istiod goes away right after the upgrade");

  private final String effect;

  Fault(String effect) {
    this.effect = effect;
  }

  /** What it does, for people. */
  public String effect() {
    return effect;
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

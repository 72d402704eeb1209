package dev.driftless.core.plan;

/** What a drift of one reason leads to. */
public enum Reaction {
  RESTART, REPORT, IGNORE
}

package dev.driftless.sim.api;

/**
 * How to list.
 *
 * @param limit           most objects in the answer; 0 for all
 * @param continueToken   of the page before; empty for the first
 * @param resourceVersion empty for the newest state
 * @param match           {@code Exact}, {@code NotOlderThan} or empty
 */
public record ListOptions(int limit, String continueToken, String resourceVersion, String match) {

  /** Everything, as it is now. */
  public static final ListOptions NEWEST = new ListOptions(0, "", "", "");
}

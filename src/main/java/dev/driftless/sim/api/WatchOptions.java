package dev.driftless.sim.api;

/**
 * How to watch.
 *
 * @param resourceVersion after which changes are told; empty or 0 to be told first what there is
 * @param match           {@code NotOlderThan} or empty
 * @param initialEvents   {@code sendInitialEvents}: to be told first what there is, whatever the version
 */
public record WatchOptions(String resourceVersion, String match, boolean bookmarks, boolean initialEvents) {

  /** What there is, then what changes. */
  public static final WatchOptions FROM_NOW = new WatchOptions("", "", false, false);
}

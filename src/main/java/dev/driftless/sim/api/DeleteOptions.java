package dev.driftless.sim.api;

import java.util.OptionalLong;

/**
 * How to delete.
 *
 * @param grace           seconds; empty for the object's own
 * @param uid             that the object must have; empty for any
 * @param resourceVersion that the object must have; empty for any
 */
public record DeleteOptions(OptionalLong grace, Propagation propagation, String uid, String resourceVersion,
    Persistence persistence) {

  /** In the background and with the object's own grace. */
  public static final DeleteOptions BACKGROUND =
      new DeleteOptions(OptionalLong.empty(), Propagation.BACKGROUND, "", "", Persistence.STORED);

  /** In the background and without any grace. */
  public static final DeleteOptions NOW =
      new DeleteOptions(OptionalLong.of(0), Propagation.BACKGROUND, "", "", Persistence.STORED);
}

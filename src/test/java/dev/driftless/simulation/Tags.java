package dev.driftless.simulation;

import dev.driftless.sim.mesh.MeshRelease;

/**
 * A second control plane, and a tag that leads to the first until somebody moves it.
 *
 * @param any whether there are any
 */
record Tags(boolean any) {

  static final String TAG = "prod";

  private static final String REVISION = "canary";

  /** @param release of the first control plane */
  static Tags install(World world, Chance chance, MeshRelease release) {
    Tags tags = new Tags(chance.once(0.2));
    if (tags.any()) {
      world.install(MeshRelease.of("1.32.0").withRevision(REVISION));
      tags.move(world, release);
    }
    return tags;
  }

  /** To the second control plane. */
  void move(World world) {
    move(world, MeshRelease.of("1.32.0").withRevision(REVISION));
  }

  private void move(World world, MeshRelease release) {
    world.attempt(() -> world.cluster().mesh().installer().tag(TAG, release));
  }
}

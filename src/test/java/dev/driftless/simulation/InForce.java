package dev.driftless.simulation;

import dev.driftless.core.plan.Policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What people want, which changes. */
final class InForce {

  private final World world;
  private final List<Policy> policies = new ArrayList<>();
  private final List<Instant> since = new ArrayList<>();

  InForce(World world, Policy first) {
    this.world = world;
    change(first);
  }

  void change(Policy next) {
    policies.add(next);
    since.add(world.now());
  }

  Policy now() {
    return policies.getLast();
  }

  /** Under one of those everything was decided that arrives now. */
  Stream<Policy> possible() {
    Instant decided = world.now().minus(Network.ON_ITS_WAY);
    return IntStream.range(0, policies.size())
        .filter(i -> i == policies.size() - 1 || since.get(i + 1).isAfter(decided)).mapToObj(policies::get);
  }
}

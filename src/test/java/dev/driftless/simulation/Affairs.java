package dev.driftless.simulation;

import dev.driftless.sim.mesh.MeshRelease;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** What may happen to a run, put down in its {@link Diary}. */
abstract class Affairs {

  static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

  final Run run;
  final World world;
  final Chance chance;
  final Diary diary;
  final List<Population.Item> items;

  Affairs(Run run, Chance chance, Diary diary, List<Population.Item> items) {
    this.run = run;
    this.world = run.world();
    this.chance = chance;
    this.diary = diary;
    this.items = items;
  }

  final void at(Duration when, String what, Runnable deed) {
    diary.at(when, what, deed);
  }

  final void patch(Duration when, String what, Population.Item item, String merge) {
    at(when, what + " " + item.type().kind() + " " + item.name(), () -> world.patch(item.type(), item.name(), merge));
  }

  final Duration sometime() {
    return chance.seconds(0, (int) Diary.LENGTH.minus(Diary.LAST).toSeconds());
  }

  /** As likely as not when there is most to do. */
  final Duration busy() {
    return chance.once(0.5) ? sometime() : diary.firstUpgrade().plus(chance.seconds(-60, 200));
  }

  final void configure(MeshRelease release) {
    world.attempt(() -> world.cluster().mesh().installer().configure(release));
  }

  final void istiods(int replicas) {
    world.patch(ResourceTypes.DEPLOYMENTS, new ObjectName(World.MESH, "istiod"),
        "{'spec': {'replicas': " + replicas + "}}");
  }

  static String restart(String stamp) {
    return "{'spec': {'template': {'metadata': {'annotations': {'" + RESTARTED + "': '" + stamp + "'}}}}}";
  }

  /** Those pods are deleted, and their owners make new ones. */
  final void replace(Predicate<ObjectName> which) {
    world.list(ResourceTypes.PODS).stream().map(World::name).filter(which).toList()
        .forEach(pod -> world.delete(ResourceTypes.PODS, pod));
  }
}

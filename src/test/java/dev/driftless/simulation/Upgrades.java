package dev.driftless.simulation;

import dev.driftless.sim.mesh.MeshRelease;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;

/** Changes of the mesh, and what happens just when they meet the daemon. */
final class Upgrades extends Affairs {

  Upgrades(Run run, Chance chance, Diary diary, List<Population.Item> items) {
    super(run, chance, diary, items);
  }

  void upgrades() {
    int count = chance.between(1, 3);
    for (int i = 0; i < count; i++) {
      diary.open("upgrade-" + i);
      String tag = i == 0 ? "1.32.0" : chance.of("1.31.2", "1.32.0", "1.32.1");
      Duration when = i == 0 ? chance.seconds(70, 300) : sometime();
      diary.upgrade(when);
      MeshRelease release = chance.once(0.2) ? MeshRelease.of(tag).withValues(cpu(chance.of("50m", "70m")))
          : MeshRelease.of(tag);
      at(when, "injector of " + tag, () -> configure(release));
      at(when.plus(chance.seconds(0, 40)), "istiod of " + tag,
          () -> world.attempt(() -> world.cluster().mesh().installer().roll(release)));
      if (chance.once(0.25)) {
        diary.open("image-" + i);
        at(when, "image " + tag + " cannot be pulled", () -> world.cluster().misfortunes()
            .breakImages(tag, image -> image.endsWith("/proxyv2:" + tag)));
        at(chance.between(when.plusSeconds(60), Diary.LENGTH), "image " + tag + " can be pulled",
            () -> world.cluster().misfortunes().repair(tag));
      }
    }
  }

  /** The tag that some namespaces are labelled with leads to the second control plane from then on. */
  void tags() {
    if (run.tags().any() && chance.once(0.9)) {
      diary.open("tag");
      at(sometime(), "the tag is moved", () -> run.tags().move(world));
    }
  }

  /** Somebody changes the mesh back and forth while workloads are on their way to the new one. */
  void flaps() {
    if (chance.once(0.3)) {
      diary.open("flap");
      Duration back = chance.millis(0, 3000);
      Duration forth = chance.seconds(5, 120);
      at(diary.firstUpgrade(), "to and fro at the next restart", () -> run.atRestart(process -> {
        world.timeline().after(back, () -> configure(MeshRelease.of("1.31.2")));
        world.timeline().after(forth, () -> configure(MeshRelease.of("1.32.0")));
      }));
    }
  }

  /** The daemon stands still between a decision and its write, some time for longer than its lease may last. */
  void stops() {
    if (chance.once(0.3)) {
      diary.open("stop");
      Duration time = chance.seconds(3, 60);
      at(chance.once(0.5) ? diary.firstUpgrade() : sometime(), "stop at the next restart",
          () -> run.atRestart(process -> run.stop(process, time)));
    }
  }

  /** Somebody restarts everything by hand, and then the mesh changes. */
  void restartsBefore() {
    if (chance.once(0.2)) {
      diary.open("restarts");
      Duration when = diary.firstUpgrade();
      items.forEach(item -> patch(when.minus(chance.seconds(0, 30)), "restart", item, restart("by hand")));
    }
  }

  private static ObjectNode cpu(String amount) {
    return (ObjectNode) JsonMapper.shared().readTree(
        "{\"global\": {\"proxy\": {\"resources\": {\"requests\": {\"cpu\": \"" + amount + "\"}}}}}");
  }
}

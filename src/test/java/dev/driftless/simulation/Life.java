package dev.driftless.simulation;

import java.util.List;

/** What goes on in the cluster beside the daemon: upgrades, people at work, and all that goes wrong. */
final class Life {

  private final Chance chance;
  private final Diary diary;
  private final Upgrades upgrades;
  private final People people;
  private final Troubles troubles;

  private Life(Run run, Chance chance, Diary diary, List<Population.Item> items) {
    this.chance = chance;
    this.diary = diary;
    upgrades = new Upgrades(run, chance, diary, items);
    people = new People(run, chance, diary, items);
    troubles = new Troubles(run, chance, diary, items);
  }

  static List<Diary.Event> of(Run run, Chance chance, List<Population.Item> items) {
    Diary diary = new Diary();
    new Life(run, chance, diary, items).live();
    return diary.of(run.parts());
  }

  private void live() {
    upgrades.upgrades();
    upgrades.flaps();
    upgrades.tags();
    upgrades.stops();
    upgrades.restartsBefore();
    objections();
    int others = chance.between(0, 12);
    for (int i = 0; i < others; i++) {
      diary.open("affair-" + i);
      something();
    }
  }

  /** What people have to say, and what goes wrong, just when there is most to do. */
  private void objections() {
    diary.open("objection");
    switch (chance.between(0, 14)) {
      case 0 -> people.annotate("driftless.dev/pause", "true");
      case 1 -> people.annotate("driftless.dev/mode", "observe");
      case 2 -> people.annotate(Oracle.OPT_OUT, "false");
      case 3 -> people.pause();
      case 4 -> troubles.blindness();
      case 5, 6 -> troubles.fragile();
      case 7 -> {
        people.namespace();
        people.namespace();
      }
      case 8 -> troubles.bypass();
      case 9 -> troubles.rewriting();
      case 10 -> people.annotateAtEviction("driftless.dev/pause", "true");
      case 11, 12 -> people.annotateAtEviction(Oracle.OPT_OUT, "false");
      case 13 -> troubles.blindnessBefore();
      case 14 -> people.annotateAtEviction("driftless.dev/mode", "observe");
      default -> people.revert();
    }
  }

  private void something() {
    switch (chance.between(0, 21)) {
      case 0 -> people.deploy();
      case 1 -> people.scale();
      case 2 -> people.delete();
      case 3 -> people.restart();
      case 4 -> people.namespace();
      case 5 -> people.pause();
      case 6 -> troubles.fragile();
      case 7 -> troubles.istiodDown();
      case 8 -> troubles.trouble();
      case 9 -> troubles.blindness();
      case 10 -> troubles.crash();
      case 11 -> people.annotate("driftless.dev/pause", "true");
      case 12 -> people.annotate("driftless.dev/mode", chance.of("observe", "dry-run", "whatever"));
      case 13 -> people.annotate(Oracle.OPT_OUT, "false");
      case 14 -> troubles.drain();
      case 20 -> troubles.loseNode();
      case 15 -> people.autoscale();
      case 16 -> troubles.istiodStuck();
      case 17 -> people.retry();
      case 18 -> people.policy();
      case 19 -> troubles.rewriting();
      default -> people.revert();
    }
  }
}

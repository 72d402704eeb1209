package dev.driftless.cli.demo;

import dev.driftless.cli.demo.Story.Chapter;
import dev.driftless.core.model.WorkloadRef;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The live view at one moment, as lines of text without any control characters. */
final class Frame {

  private static final int BAR = 20;

  private Frame() {}

  /**
   * Draws it.
   *
   * @param title  what goes on
   * @param latest lines on the last transitions, the newest last
   * @param width  columns of the terminal, at least 40; longer lines are cut
   */
  static List<String> of(String title, Story story, Duration elapsed, List<String> latest, int width) {
    int verified = story.all(Chapter.Verified.class).size();
    int failed = story.all(Chapter.Failed.class).size();
    Map<WorkloadRef, Chapter.Restarting> restarting = story.all(Chapter.Restarting.class);
    int waiting = story.all(Chapter.Waiting.class).size() + story.all(Chapter.Drifted.class).size();
    int all = verified + failed + restarting.size() + waiting;
    List<String> lines = new ArrayList<>();
    lines.add(title + " · " + Wording.clock(elapsed));
    lines.add("");
    lines.add(bar(verified, all) + " " + verified + " of " + all + " verified · " + restarting.size() + " restarting · "
        + failed + " failed · " + waiting + " waiting");
    lines.add("");
    lines.add("restarting  " + restarting.keySet().stream().map(Wording::name).collect(Collectors.joining("  ")));
    lines.add("waiting     " + counted(story.all(Chapter.Waiting.class).values().stream()
        .map(chapter -> chapter.reason().name()).toList()));
    lines.add("left alone  " + counted(story.all(Chapter.LeftAlone.class).values().stream()
        .map(Chapter.LeftAlone::reason).toList()));
    lines.add("");
    lines.addAll(latest);
    return lines.stream().map(line -> cut(line, width)).toList();
  }

  private static String bar(int done, int all) {
    int filled = all == 0 ? 0 : done * BAR / all;
    return "█".repeat(filled) + "░".repeat(BAR - filled);
  }

  private static String counted(List<String> reasons) {
    Map<String, Integer> counts = new TreeMap<>();
    reasons.forEach(reason -> counts.merge(reason, 1, Integer::sum));
    return counts.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(" · "));
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}

package dev.driftless.cli.demo;

import dev.driftless.cli.demo.Story.Chapter;
import dev.driftless.core.model.WorkloadRef;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is said at the end. */
final class Summary {

  private Summary() {}

  static List<String> of(Story story, Duration elapsed) {
    List<String> lines = new ArrayList<>();
    lines.add("Restarted and verified: " + story.all(Chapter.Verified.class).size() + " workloads in "
        + Wording.clock(elapsed));
    Map<WorkloadRef, String> failed = new TreeMap<>();
    story.all(Chapter.Failed.class).forEach((ref, chapter) -> failed.put(ref, chapter.outcome() + ": "
        + chapter.detail()));
    section(lines, "Failed", failed);
    Map<WorkloadRef, String> open = new TreeMap<>();
    story.all(Chapter.Waiting.class).forEach((ref, chapter) -> open.put(ref, chapter.reason() + ": "
        + chapter.detail()));
    story.all(Chapter.Restarting.class).forEach((ref, chapter) -> open.put(ref, "still in restart"));
    story.all(Chapter.Drifted.class).forEach((ref, chapter) -> open.put(ref, "drifted"));
    section(lines, "Not restarted", open);
    Map<WorkloadRef, String> left = new TreeMap<>();
    story.all(Chapter.LeftAlone.class).forEach((ref, chapter) -> left.put(ref, chapter.reason() + ": "
        + chapter.detail()));
    section(lines, "Left alone", left);
    return lines;
  }

  private static void section(List<String> lines, String title, Map<WorkloadRef, String> found) {
    lines.add("");
    lines.add(title + ": " + found.size());
    int widest = found.keySet().stream().mapToInt(ref -> ref.toString().length()).max().orElse(0);
    found.forEach((ref, why) -> lines.add("  " + ref + " ".repeat(widest - ref.toString().length() + 2) + why));
  }
}

package dev.driftless.cli.demo;

import dev.driftless.cli.demo.Story.Chapter;
import dev.driftless.core.model.WorkloadRef;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is said at the end. */
final class Summary {

  private static final int MANY = 6;

  private Summary() {}

  /** @param stopped whether somebody stopped the demo before its end */
  static List<String> of(Story story, Duration elapsed, boolean stopped) {
    int verified = story.all(Chapter.Verified.class).size();
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (stopped) {
      lines.add("Stopped before its end.");
    }
    lines.add("Restarted and verified: " + verified + " workloads" + (verified == 0 ? ""
        : " in " + Wording.clock(elapsed)));
    Map<WorkloadRef, String> failed = new TreeMap<>();
    story.all(Chapter.Failed.class).forEach((ref, chapter) -> failed.put(ref, chapter.outcome() + ": "
        + chapter.detail() + (ref.name().equals(Fleet.FRAGILE) ? " (made to fail in this demo)" : "")));
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
    lines.add("");
    lines.add(story.isAllRemedied() && !stopped ? "Everything that a restart can put right was put right."
        : "Not everything that a restart can put right was put right.");
    return lines;
  }

  /** Many for one reason take one line. */
  private static void section(List<String> lines, String title, Map<WorkloadRef, String> found) {
    lines.add("");
    lines.add(title + ": " + found.size());
    Map<String, List<WorkloadRef>> alike = new LinkedHashMap<>();
    found.forEach((ref, why) -> alike.computeIfAbsent(why, key -> new ArrayList<>()).add(ref));
    alike.values().removeIf(refs -> refs.size() < MANY);
    int widest = found.entrySet().stream().filter(entry -> !alike.containsKey(entry.getValue()))
        .mapToInt(entry -> entry.getKey().toString().length()).max().orElse(0);
    found.forEach((ref, why) -> {
      if (!alike.containsKey(why)) {
        lines.add("  " + ref + " ".repeat(widest - ref.toString().length() + 2) + why);
      }
    });
    alike.forEach((why, refs) -> lines.add("  " + refs.getFirst() + " and " + (refs.size() - 1) + " more  " + why));
  }
}

package dev.driftless.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the real API server behaved: each behaviour's name, and a line for each answer. */
final class Recording {

  private static final Path FILE = Programs.PROJECT.resolve("src/test/resources/api-behaviours/recorded.txt");
  private static final String NAME = "# ";

  private Recording() {}

  static Map<String, List<String>> read() {
    Map<String, List<String>> recorded = new LinkedHashMap<>();
    List<String> answers = new ArrayList<>();
    for (String line : Programs.read(FILE).lines().toList()) {
      if (line.startsWith(NAME)) {
        answers = new ArrayList<>();
        recorded.put(line.substring(NAME.length()), answers);
      } else {
        answers.add(line);
      }
    }
    return recorded;
  }

  static void write(Map<String, List<String>> recorded) {
    StringBuilder text = new StringBuilder();
    recorded.forEach((name, answers) -> {
      text.append(NAME).append(name).append('\n');
      answers.forEach(answer -> text.append(answer).append('\n'));
    });
    Programs.write(FILE, text.toString());
  }
}

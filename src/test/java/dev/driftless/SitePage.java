package dev.driftless;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A page of the documentation, to be held against the code. */
record SitePage(String text) {

  static SitePage read(String name) {
    try {
      return new SitePage(Files.readString(Path.of("src/site/markdown/" + name + ".md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cells of the table in that section, without those of its head. */
  List<List<String>> rows(String heading) {
    return section(heading).lines().filter(line -> line.startsWith("| `"))
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1)).toList();
  }

  /** The text between that heading and the next one. */
  String section(String heading) {
    String[] parts = text.split("(?m)^#+ " + heading + "$");
    assertThat(parts).as(heading).hasSize(2);
    return parts[1].split("(?m)^#+ ")[0];
  }
}

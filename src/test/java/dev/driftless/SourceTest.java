package dev.driftless;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can only be seen in the sources: sizes, design notes, imports. */
class SourceTest {

  private static final int LONGEST_FILE = 400;
  private static final int LONGEST_LINE = 120;
  private static final int MEDIAN_FILE = 80;
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);$");

  @Test
  void there_are_sources_to_look_at() {
    assertThat(sources()).hasSizeGreaterThan(100);
  }

  @Test
  void no_file_is_longer_than_can_be_read() {
    assertThat(offenders(text -> text.lines().count() > LONGEST_FILE)).isEmpty();
  }

  @Test
  void the_median_file_is_short() {
    List<Long> lengths = sources().stream().map(file -> read(file).lines().count()).sorted().toList();

    assertThat(lengths.get(lengths.size() / 2)).isLessThanOrEqualTo(MEDIAN_FILE);
  }

  @Test
  void no_line_is_wider_than_the_page() {
    assertThat(offenders(text -> text.lines().anyMatch(line -> line.length() > LONGEST_LINE))).isEmpty();
  }

  @Test
  void nothing_is_imported_that_is_not_used() {
    assertThat(offenders(SourceTest::importsTooMuch)).isEmpty();
  }

  @Test
  void every_package_has_its_design_note() {
    Set<Path> without = new TreeSet<>();
    for (Path file : sources()) {
      if (file.startsWith("src/main") && !Files.exists(file.resolveSibling("package-info.java"))) {
        without.add(file.getParent());
      }
    }

    assertThat(without).isEmpty();
  }

  private static boolean importsTooMuch(String text) {
    String body = IMPORT.matcher(text).replaceAll("");
    Matcher imports = IMPORT.matcher(text);
    while (imports.find()) {
      if (!Pattern.compile("\\b" + imports.group(1) + "\\b").matcher(body).find()) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> offenders(Predicate<String> offence) {
    return sources().stream().filter(file -> offence.test(read(file))).toList();
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

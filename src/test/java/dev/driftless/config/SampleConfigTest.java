package dev.driftless.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds {@code config/driftless.yaml} against the code. */
class SampleConfigTest {

  private static final Path SAMPLE = Path.of("config/driftless.yaml");

  @Test
  void the_sample_is_the_defaults() throws IOException {
    ConfigSources.File sample = new ConfigSources.File(SAMPLE.toString(), Files.readString(SAMPLE));
    ConfigSources sources = new ConfigSources(Optional.of(sample), Map.of(), Map.of());

    assertThat(sources.load()).isEqualTo(DriftlessConfig.DEFAULTS);
  }

  /** An unknown key in each mapping makes the reader tell the known ones. */
  @Test
  void the_sample_names_every_known_key_and_no_other() throws IOException {
    Tree sample = ((Parsed.Value) TreeReader.yaml(Files.readString(SAMPLE))).tree();
    Problems problems = new Problems();

    PolicyReader.read(withTypo(sample), DriftlessConfig.DEFAULTS.policy(), problems);

    assertThat(catchThrowableOfType(ConfigException.class, problems::throwIfAny).errors())
        .containsExactlyInAnyOrderElementsOf(expectedErrors("", sample).toList());
  }

  @Test
  void every_key_has_its_reason() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);

    for (int i = 0; i < lines.size(); i++) {
      boolean setting = lines.get(i).matches(" *\\w+: .+") && !lines.get(i).matches("(apiVersion|kind): .+");
      if (setting) {
        assertThat(lines.get(i - 1).strip()).as("line above %s", lines.get(i)).startsWith("# ");
      }
    }
  }

  private static Tree withTypo(Tree tree) {
    if (!(tree instanceof Tree.Mapping)) {
      return tree;
    }
    Map<String, Tree> members = new LinkedHashMap<>();
    tree.entries().forEach((key, value) -> members.put(key, withTypo(value)));
    members.put("zzzz", new Tree.Scalar("1", Tree.ScalarType.NUMBER));
    return new Tree.Mapping(members);
  }

  private static Stream<String> expectedErrors(String path, Tree tree) {
    if (!(tree instanceof Tree.Mapping)) {
      return Stream.of();
    }
    return Stream.concat(
        Stream.of(path + "zzzz: unknown key with '1'; allowed: " + String.join(", ", tree.entries().keySet())),
        tree.entries().entrySet().stream()
            .flatMap(entry -> expectedErrors(path + entry.getKey() + ".", entry.getValue())));
  }
}

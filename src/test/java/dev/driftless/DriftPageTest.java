package dev.driftless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.config.DriftlessConfig;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.ExemptReason;
import dev.driftless.core.drift.MeshSettings;
import dev.driftless.core.drift.Skew;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.ProofPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Holds the page on drift against the code. */
class DriftPageTest {

  private static final SitePage PAGE = SitePage.read("drift");

  static Stream<Arguments> tables() {
    return Stream.of(Arguments.of("Reasons of drift", names(DriftReason.values())),
        Arguments.of("How far a version is off", names(Skew.values())),
        Arguments.of("Settings that leave no trace",
            MeshSettings.COVERED.stream().map(MeshSettings.Setting::name).toList()),
        Arguments.of("Unknown", names(UnknownReason.values())),
        Arguments.of("Exempt", names(ExemptReason.values())),
        Arguments.of("No sidecar, and why", names(SkipReason.values())),
        Arguments.of("Deferred", names(DeferReason.values())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void a_table_names_everything_once_in_the_order_of_the_code(String heading, List<String> names) {
    assertThat(rows(heading)).extracting(cells -> cells.get(0)).containsExactlyElementsOf(
        names.stream().map(name -> "`" + name + "`").toList());
  }

  @Test
  void every_table_is_held_against_something() {
    long held = tables().mapToLong(table -> rows((String) table.get()[0]).size()).sum();

    assertThat(PAGE.text().lines().filter(line -> line.startsWith("| `"))).hasSize((int) held);
  }

  @Test
  void every_row_has_something_in_every_cell() {
    for (String heading : tables().map(table -> (String) table.get()[0]).toList()) {
      List<List<String>> rows = rows(heading);
      assertThat(rows).allSatisfy(cells -> assertThat(cells).hasSameSizeAs(rows.getFirst()).doesNotContain(""));
    }
  }

  @Test
  void the_policies_are_the_defaults() {
    assertThat(rows("Reasons of drift")).allSatisfy(cells -> assertThat(cells.getLast()).isEqualTo(
        DriftlessConfig.DEFAULTS.policy().reactions().get(DriftReason.valueOf(cells.getFirst().replace("`", "")))
            .name().toLowerCase(Locale.ROOT)));
  }

  @Test
  void the_evidence_is_one_of_the_two_that_there_are() {
    assertThat(rows("Reasons of drift")).extracting(cells -> cells.get(5)).containsOnly("run", "tables");
  }

  @Test
  void what_a_pod_shows_is_what_the_code_looks_for() {
    assertThat(rows("Settings that leave no trace")).extracting(cells -> cells.get(1)).containsExactlyElementsOf(
        MeshSettings.COVERED.stream().map(setting -> setting.traced() ? "yes" : "no").toList());
  }

  @Test
  void the_default_of_proofs_is_the_default() {
    assertThat(PAGE.text()).contains("`" + DriftlessConfig.DEFAULTS.policy().proof().label() + "` (the default)");
    assertThat(ProofPolicy.values()).allSatisfy(policy -> assertThat(PAGE.text()).contains("`" + policy.label() + "`"));
  }

  @Test
  void what_the_section_on_proofs_explains_exists() {
    List<String> explained = PAGE.section("Proofs").lines().filter(line -> line.startsWith("- **"))
        .map(line -> line.replaceFirst("- \\*\\*([A-Z_]+)\\*\\*.*", "$1")).toList();

    assertThat(explained).hasSize(6).isSubsetOf(Stream.concat(names(DeferReason.values()).stream(),
        names(UnknownReason.values()).stream()).toList());
    assertThat(Stream.of("Unknown", "Deferred").flatMap(heading -> rows(heading).stream())
        .filter(cells -> cells.getLast().equals("See Proofs.")).map(cells -> cells.getFirst().replace("`", "")))
        .containsExactlyInAnyOrderElementsOf(explained);
  }

  private static List<String> names(Enum<?>[] constants) {
    return Stream.of(constants).map(Enum::name).toList();
  }

  private static List<List<String>> rows(String heading) {
    return PAGE.rows(heading);
  }
}

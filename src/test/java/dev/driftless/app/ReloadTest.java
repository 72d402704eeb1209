package dev.driftless.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.config.ConfigException;
import dev.driftless.config.ConfigSources;
import dev.driftless.config.Flag;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.metrics.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file as a ConfigMap's volume shows it: the content changes by exchanging a link above it. */
class ReloadTest {

  private static final String HEAD = "apiVersion: driftless.dev/v1alpha1\nkind: DriftlessConfig\n";

  @TempDir
  private Path volume;
  private final Map<Flag, List<String>> flags = new EnumMap<>(Flag.class);
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final List<Policy> exchanged = new ArrayList<>();
  private int version;
  private Reload reload;

  @BeforeEach
  void a_mounted_file() throws IOException {
    swap("mode: observe\n");
    Files.createSymbolicLink(volume.resolve("driftless.yaml"), Path.of("..data", "driftless.yaml"));
    reload = new Reload(this::read, read().load().policy(), exchanged::add, new Meters(registry));
    reload.look();
  }

  private void swap(String content) throws IOException {
    Path folder = Files.createDirectory(volume.resolve("..v" + ++version));
    Files.writeString(folder.resolve("driftless.yaml"), HEAD + content);
    Path link = Files.createSymbolicLink(volume.resolve("..new"), folder.getFileName());
    Files.move(link, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  private ConfigSources read() {
    try {
      return new ConfigSources(Optional.of(new ConfigSources.File("f",
          Files.readString(volume.resolve("driftless.yaml")))), Map.of(), flags);
    } catch (IOException e) {
      throw new ConfigException(List.of("f: does not exist"));
    }
  }

  private double reloads(String result) {
    return registry.get("driftless.config.reload").tag("result", result).counter().count();
  }

  private double isGood() {
    return registry.get("driftless.config.last.reload.successful").gauge().value();
  }

  @Test
  void nothing_happens_while_nothing_changes() throws IOException {
    reload.look();
    swap("mode: observe # still\n");
    reload.look();

    assertThat(exchanged).isEmpty();
    assertThat(reloads("success")).isZero();
    assertThat(isGood()).isEqualTo(1);
  }

  @Test
  void a_file_that_changes_by_its_link_is_brought_into_force_once() throws IOException {
    swap("mode: enforce\ndisruption: {maxInFlightPerNamespace: 7}\n");
    reload.look();
    reload.look();

    assertThat(exchanged).singleElement().satisfies(policy -> {
      assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
      assertThat(policy.limits().maxInFlightPerNamespace()).isEqualTo(7);
    });
    assertThat(reloads("success")).isEqualTo(1);
  }

  @Test
  void flags_still_win() throws IOException {
    flags.put(Flag.MODE, List.of("dry-run"));
    reload.look();

    swap("mode: enforce\n");
    reload.look();

    assertThat(exchanged).extracting(Policy::mode).containsExactly(Mode.DRY_RUN);
  }

  @Test
  void a_file_that_is_not_valid_changes_nothing_and_is_told_once_per_content() throws IOException {
    swap("mode: perhaps\n");
    reload.look();
    reload.look();
    assertThat(reloads("failure")).isEqualTo(1);
    assertThat(isGood()).isZero();

    swap("mode: [\n");
    reload.look();

    assertThat(reloads("failure")).isEqualTo(2);
    assertThat(exchanged).isEmpty();
  }

  @Test
  void a_file_that_is_put_right_again_is_good_again() throws IOException {
    swap("mode: perhaps\n");
    reload.look();

    swap("mode: observe\n");
    reload.look();

    assertThat(isGood()).isEqualTo(1);
    assertThat(reloads("success")).isEqualTo(1);
  }

  @Test
  void a_file_that_is_gone_changes_nothing_and_may_come_back() throws IOException {
    Files.delete(volume.resolve("driftless.yaml"));
    reload.look();
    reload.look();
    assertThat(reloads("failure")).isEqualTo(1);
    assertThat(isGood()).isZero();

    Files.createSymbolicLink(volume.resolve("driftless.yaml"), Path.of("..data", "driftless.yaml"));
    reload.look();

    assertThat(isGood()).isEqualTo(1);
  }

  @Test
  void the_namespace_of_the_mesh_stays_and_all_else_is_taken() throws IOException {
    swap("mode: enforce\nmesh: {namespace: other, settle: 7s}\n");
    reload.look();

    assertThat(exchanged).singleElement().satisfies(policy -> {
      assertThat(policy.mesh()).isEqualTo(new Policy.Mesh("istio-system", Duration.ofSeconds(7)));
      assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
    });
  }
}

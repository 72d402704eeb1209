package dev.driftless.core.stuck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.ContainerState;
import dev.driftless.core.model.ContainerState.Role;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.PodTrouble;
import dev.driftless.core.model.Termination;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people can do depends on what the sidecar's version knows. */
class JobDiagnosisTest {

  private static final String QUIT = "have the Job end it by POST localhost:15020/quitquitquit";

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      1.18.7  |
      1.19.0  | use a native sidecar (ENABLE_NATIVE_SIDECARS=true on istiod), or
      1.23.6  | use a native sidecar (ENABLE_NATIVE_SIDECARS=true on istiod), or
      1.24.0  | use a native sidecar (annotation sidecar.istio.io/nativeSidecar: "true" on its template), or
      private | use a native sidecar (annotation sidecar.istio.io/nativeSidecar: "true" on its template), or
      """)
  void the_advice_is_what_applies_to_its_version(String version, String advice) {
    String expected = advice == null ? QUIT : advice + " " + QUIT;

    assertThat(PodDiagnosis.of(pod("registry.example.com/istio/proxyv2:" + version))).hasValueSatisfying(
        finding -> assertThat(finding.text()).isEqualTo(
            "JOB_HELD_BY_SIDECAR: completed: import; container istio-proxy runs on: " + expected));
  }

  private static PodFacts pod(String proxy) {
    ContainerState work = new ContainerState("import", Role.MAIN, "import:1", Optional.empty(),
        Optional.of(new Termination(0, "Completed", "")), Optional.empty(), 0, false, false);
    ContainerState sidecar = new ContainerState("istio-proxy", Role.MAIN, proxy, Optional.empty(), Optional.empty(),
        Optional.empty(), 0, true, true);
    PodTrouble trouble = new PodTrouble(Instant.EPOCH, "node-1", "", "", "", Optional.empty(), false,
        List.of(sidecar, work));
    return new PodFacts("shop", "import-x7k2p", "u", "1", Instant.EPOCH,
        Optional.of(new OwnerLink(Kind.JOB, "import", "j")),
        new PodShape(Map.of(), Optional.of(Proxies.plain(proxy, "default")), "", Optional.empty(), Map.of()),
        new PodState(PodPhase.RUNNING, Optional.empty(), false, Optional.of(trouble)));
  }
}

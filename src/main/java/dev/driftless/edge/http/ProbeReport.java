package dev.driftless.edge.http;

import java.util.List;
import java.util.Optional;

/** Runs the checks of a probe and says it as Kubernetes' own components do (apiserver {@code pkg/server/healthz}). */
final class ProbeReport {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private ProbeReport() {}

  /** One line per check if something fails or if asked to; else just {@code ok}. */
  static Reply of(String probe, List<Check> checks, boolean verbose) {
    StringBuilder lines = new StringBuilder();
    boolean passed = true;
    for (Check check : checks) {
      Optional<String> problem = check.run();
      passed &= problem.isEmpty();
      lines.append(problem.map(text -> "[-]" + check.name() + " failed: " + text)
          .orElse("[+]" + check.name() + " ok")).append('\n');
    }
    if (passed && !verbose) {
      return Reply.plain(OK, "ok\n");
    }
    lines.append(probe).append(passed ? " check passed\n" : " check failed\n");
    return Reply.plain(passed ? OK : UNAVAILABLE, lines.toString());
  }
}

package dev.driftless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;

class ProofProgressTest {

  private final StringWriter out = new StringWriter();
  private Instant now = Instant.EPOCH;
  private final ProofProgress progress = new ProofProgress(new PrintWriter(out, true), () -> now);

  @Test
  void says_nothing_if_all_is_soon_answered() {
    progress.answered(1, 3);
    progress.answered(2, 3);

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void says_how_far_it_is_once_a_pause_and_not_at_the_end() {
    now = now.plus(ProofProgress.PAUSE);
    progress.answered(12, 40);
    progress.answered(13, 40);
    now = now.plus(ProofProgress.PAUSE);
    progress.answered(14, 40);
    now = now.plus(ProofProgress.PAUSE);
    progress.answered(40, 40);

    assertThat(out.toString()).isEqualTo("12 of 40 asked\n14 of 40 asked\n");
  }
}

package dev.driftless.e2e;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Instant;

/**
 * The daemon is killed at random moments of an upgrade, every other time when it has just begun to act. At full size:
 * {@code mvn verify -Dit.test=KillIT -Dkills=50}.
 *
 * <p>It runs without leader election: under a lease nobody acts for a while after a kill, and what the last one left
 * half done has settled by then. So the marks alone have to tell the next one.
 */
@Order(Programs.LONG)
class KillIT implements SurvivesKills {

  /** The rate of an unknown past is spent for two seconds, and the mesh has to settle. */
  private static final int LONGEST_LIFE_MILLIS = 6000;

  @RegisterExtension
  static final TestBed BED = new TestBed("kill");

  private static KillRun run;

  @BeforeAll
  static void kill_it_again_and_again() {
    run = new KillRun(BED, 5, "--leader-elect=false");
    run.perform((life, daemon, chance) -> life % 2 == 1 ? run.inTheMidst(chance)
        : Instant.now().plusMillis(chance.nextInt(LONGEST_LIFE_MILLIS)));
  }

  @Override
  public KillRun run() {
    return run;
  }
}

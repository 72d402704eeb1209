package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * The same under a lease, in a container that always starts anew in the same pod. Every other daemon is killed before
 * it can have the lease, which the last one has not given back. At full size: {@code -Dkills=50}, a quarter of an hour.
 */
@Order(Programs.LONG)
class KilledLeaderE2E implements SurvivesKills {

  private static final int LONGEST_LEADERSHIP_MILLIS = 6000;
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration TO_LEAD = Duration.ofSeconds(30);

  @RegisterExtension
  static final TestBed BED = new TestBed("killed-leader");

  private static KillRun run;

  @BeforeAll
  static void kill_it_again_and_again() {
    try (Bustle bustle = new Bustle(BED.cluster().client())) {
      run = new KillRun(BED, 5);
      run.perform(KilledLeaderE2E::death);
      bustle.stop();
    }
  }

  private static Instant death(int life, DaemonProcess daemon, Random chance) {
    if (life % 2 == 1) {
      return Instant.now().plusMillis(chance.nextInt((int) LEASE.toMillis()));
    }
    if (life % 4 == 2) {
      return run.inTheMidst(chance);
    }
    await("leading").atMost(TO_LEAD).pollInterval(Duration.ofMillis(50))
        .until(() -> daemon.metrics().sum("driftless_leader") == 1);
    return Instant.now().plusMillis(chance.nextInt(LONGEST_LEADERSHIP_MILLIS));
  }

  @Override
  public KillRun run() {
    return run;
  }

  @Test
  void the_next_one_in_the_same_pod_is_another_candidate_and_waits_until_the_lease_has_ended() {
    List<AuditEvent> renewals = BED.cluster().audit().writesOfDaemon().stream()
        .filter(write -> write.isLease() && write.code() < 300 && !holder(write).isEmpty()).toList();
    int changes = 0;

    for (int i = 1; i < renewals.size(); i++) {
      AuditEvent last = renewals.get(i - 1);
      AuditEvent next = renewals.get(i);
      if (!holder(last).equals(holder(next))) {
        changes++;
        assertThat(last.received()).as(last + " was renewed before " + next)
            .isBeforeOrEqualTo(next.received().minus(LEASE));
      }
    }

    assertThat(renewals).extracting(KilledLeaderE2E::holder).allMatch(holder -> holder.startsWith("driftless-0_"));
    assertThat(changes).isGreaterThanOrEqualTo(run.lives() / 2);
  }

  private static String holder(AuditEvent lease) {
    return lease.body().at("/spec/holderIdentity").asString("");
  }
}

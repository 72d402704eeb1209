package dev.driftless.edge.kube.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class CandidacyTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final FakeLeases leases = new FakeLeases();
  private final List<String> told = new ArrayList<>();
  private final Candidacy candidacy = new Candidacy(new Elector("me", leases, new Machine(0, NOW)), () -> NOW,
      new Candidacy.Listener() {
        @Override
        public void standingBy(String why) {
          told.add("standing by: " + why);
        }

        @Override
        public void leading() {
          told.add("leading");
        }

        @Override
        public void lost(String why) {
          told.add("lost: " + why);
        }
      });

  @Test
  void after_its_start_it_is_known_who_leads() {
    candidacy.start();
    candidacy.end(false);

    assertThat(told).containsExactly("leading");
    assertThat(candidacy.lastRound()).isEqualTo(NOW);
    assertThat(leases.lease().holder()).isEqualTo("me");
  }

  @Test
  void who_stands_by_is_told_why() {
    leases.put(new LeaseRecord("other", 15, "a", "b", 0));

    candidacy.start();
    candidacy.end(true);

    assertThat(told).containsExactly("standing by: other holds the Lease");
    assertThat(leases.lease().holder()).isEqualTo("other");
  }

  @Test
  void who_cannot_reach_the_lease_stands_by_and_is_told_why() {
    leases.down(true);

    candidacy.start();
    candidacy.end(true);

    assertThat(told).containsExactly("standing by: down");
  }

  @Test
  void a_lease_that_is_given_back_is_not_told_as_lost() {
    candidacy.start();

    candidacy.end(true);

    assertThat(told).containsExactly("leading");
    assertThat(leases.lease().holder()).isEmpty();
  }
}

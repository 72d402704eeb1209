package dev.driftless.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How far a campaign of ten workloads is, and who has to wait for that. */
class StageTest {

  private static final Waves WAVES = new Waves(true, List.of(25, 100));

  @Test
  void until_one_is_verified_it_is_in_its_canary() {
    Campaign campaign = new Campaign(10, workloads(0, 1), workloads(0, 1), false);

    assertThat(campaign.stage(WAVES)).isEqualTo("the canary is not verified yet");
    assertThat(refusal(campaign, 5)).contains(wave("the canary, Deployment shop/w0, is not verified yet"));
  }

  @Test
  void the_canary_does_not_wait_for_itself() {
    assertThat(refusal(new Campaign(10, workloads(0, 1), workloads(0, 1), false), 0)).isEmpty();
  }

  @Test
  void a_canary_that_is_over_without_being_verified_leaves_its_place_to_another() {
    assertThat(refusal(new Campaign(10, workloads(0, 1), Set.of(), false), 5)).isEmpty();
  }

  @Test
  void a_wave_takes_its_share_rounded_down() {
    Campaign campaign = new Campaign(10, workloads(0, 2), workloads(1, 2), true);

    assertThat(campaign.stage(WAVES))
        .isEqualTo("the wave of 25 % has 2 of 10 workloads, 2 begun and 1 of them in restart");
    assertThat(refusal(campaign, 5))
        .contains(wave("the wave of 25 % has 2 of 10 workloads, 2 begun and 1 of them in restart"));
    assertThat(refusal(campaign, 1)).isEmpty();
  }

  @Test
  void the_next_wave_begins_when_all_of_the_one_before_are_over() {
    Campaign campaign = new Campaign(10, workloads(0, 2), Set.of(), true);

    assertThat(campaign.stage(WAVES))
        .isEqualTo("the last wave has 10 workloads, 2 begun and 0 of them in restart");
    assertThat(refusal(campaign, 5)).isEmpty();
  }

  @Test
  void the_last_wave_takes_also_those_that_came_later() {
    assertThat(refusal(new Campaign(10, workloads(0, 10), workloads(2, 10), true), 11)).isEmpty();
  }

  @Test
  void no_wave_is_smaller_than_one() {
    Campaign campaign = new Campaign(3, Set.of(), Set.of(), true);

    assertThat(campaign.stage(WAVES)).startsWith("the wave of 25 % has 1 of 3 workloads");
    assertThat(refusal(campaign, 0)).isEmpty();
  }

  @Test
  void one_more_that_has_begun_is_in_restart_as_well() {
    Campaign campaign = new Campaign(10, workloads(0, 1), Set.of(), true).with(workload(7));

    assertThat(campaign.begun()).containsExactlyInAnyOrder(workload(0), workload(7));
    assertThat(campaign.running()).containsExactly(workload(7));
  }

  private static Optional<Deferral> refusal(Campaign campaign, int next) {
    return campaign.refusal(workload(next), "default", WAVES);
  }

  private static Deferral wave(String detail) {
    return Deferral.of(DeferReason.WAVE, "revision default: " + detail);
  }

  private static Set<WorkloadRef> workloads(int from, int to) {
    return IntStream.range(from, to).mapToObj(StageTest::workload).collect(Collectors.toCollection(TreeSet::new));
  }

  private static WorkloadRef workload(int number) {
    return new WorkloadRef(Kind.DEPLOYMENT, "shop", "w" + number, "u" + number);
  }
}

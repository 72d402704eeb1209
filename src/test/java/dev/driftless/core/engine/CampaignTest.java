package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Turn;
import dev.driftless.core.plan.Waves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One change of a mesh is carried to its workloads in waves, each over before the next. */
class CampaignTest {

  private static final Limits LIMITS = Daemon.limits(100, 100, 100).with(new Waves(true, List.of(5, 25, 100)));

  private final World world = new World();
  private final Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, LIMITS));
  private final List<WorkloadRef> all = new ArrayList<>();

  @BeforeEach
  void forty_workloads() {
    world.namespace("shop");
    for (int i = 10; i < 50; i++) {
      all.add(world.workload("shop", "w" + i, 2, "1.31.2"));
    }
  }

  @Test
  void a_canary_goes_alone_then_a_twentieth_then_a_quarter_then_the_rest() {
    world.upgrade("1.32.0");

    assertThat(portions(daemon.settled())).containsExactly(1, 1, 8, 30);
  }

  @Test
  void who_waits_for_its_wave_says_for_which() {
    world.upgrade("1.32.0");
    Effect.Restart canary = daemon.settled().getFirst();

    WorkloadRef other = all.stream().filter(ref -> !ref.equals(canary.ref())).findFirst().orElseThrow();
    assertThat(daemon.review(other).deferred()).singleElement().satisfies(deferral -> {
      assertThat(deferral.reason()).isEqualTo(DeferReason.WAVE);
      assertThat(deferral.detail())
          .isEqualTo("revision default: the canary, " + canary.ref() + ", is not verified yet");
    });

    List<Effect.Restart> second = finish(List.of(canary));
    assertThat(daemon.review(all.getLast()).deferred()).singleElement().extracting(deferral -> deferral.detail())
        .isEqualTo("revision default: the wave of 5 % has 2 of 40 workloads, 2 begun and 1 of them in restart");
    finish(second);
  }

  @Test
  void the_canary_is_the_smallest_with_at_least_two_pods() {
    world.workload("shop", "a-single", 1, "1.31.2");
    world.workload("shop", "b-large", 5, "1.31.2");
    world.upgrade("1.32.0");

    assertThat(daemon.refs(daemon.settled())).containsExactly(all.getFirst());
  }

  @Test
  void people_name_the_canary() {
    WorkloadRef named = world.workload("shop", "z-named", 7, "1.31.2");
    world.annotate(named, Map.of("driftless.dev/canary", "true"), Map.of());
    world.upgrade("1.32.0");

    assertThat(daemon.refs(daemon.settled())).containsExactly(named);
  }

  @Test
  void a_canary_that_must_wait_is_no_reason_for_others_to_wait() {
    world.replicas(all.getFirst(), new Replicas(2, 2, 2, 1, true));
    world.upgrade("1.32.0");

    assertThat(daemon.refs(daemon.settled())).containsExactly(all.get(1));
  }

  @Test
  void another_target_begins_a_campaign_of_its_own() {
    world.upgrade("1.32.0");
    List<Effect.Restart> rest = finish(finish(finish(daemon.settled())));
    assertThat(rest).hasSize(30);
    rest.forEach(daemon::accept);
    daemon.tick();
    rest.forEach(restart -> world.roll(restart.ref(), "1.32.0", daemon.now()));
    daemon.after(Duration.ofHours(1));

    world.upgrade("1.32.1");
    daemon.tick();

    assertThat(portions(daemon.after(Duration.ofHours(1)), "1.32.1")).containsExactly(1, 1, 8, 30);
  }

  @Test
  void a_target_that_changes_midway_begins_the_campaign_anew() {
    world.upgrade("1.32.0");
    finish(finish(daemon.settled()));

    world.upgrade("1.32.1");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.after(Duration.ofMinutes(2))).hasSize(1);
  }

  @Test
  void a_dry_run_that_shows_another_version_than_before_begins_it_anew() {
    Daemon proving = Daemon.proving(world, ProofPolicy.REQUIRED, LIMITS.with(new Waves(true, List.of())));
    world.upgrade("1.32.0");
    proving.settled();
    proving.prove("1.32.0");
    proving.complete(proving.after(Duration.ofSeconds(1)).getFirst(), "1.32.0");

    world.istiod("1.32.1", true);
    List<Effect.Restart> next = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<Effect.Restart> due = proving.after(Duration.ofSeconds(20));
      due.forEach(proving::accept);
      next.addAll(due);
      proving.prove("1.32.1");
    }

    assertThat(next).hasSize(1);
    assertThat(proving.deferrals(all.getLast())).contains(DeferReason.WAVE);
  }

  @Test
  void a_canary_stays_the_only_one_while_nobody_knows_any_more_what_it_is_to_get() {
    Daemon proving = Daemon.proving(world, ProofPolicy.REQUIRED, LIMITS.with(new Waves(true, List.of())));
    world.upgrade("1.32.0");
    proving.settled();
    proving.prove("1.32.0@sha256:5eed");
    Effect.Restart canary = proving.after(Duration.ofSeconds(1)).getFirst();
    proving.accept(canary);
    proving.tick();

    world.observe(Resource.NAMESPACES, "", "shop",
        new NamespaceFacts("shop", Map.of("istio-injection", "enabled", "owner", "us"), Map.of(), false));
    List<Effect.Restart> next = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      next.addAll(proving.after(Duration.ofSeconds(20)));
      proving.asked().stream().filter(question -> !question.ref().equals(canary.ref()))
          .forEach(question -> proving.answer(question, new ProofAnswer.Admitted(
              Optional.of(Proxies.plain("docker.io/istio/proxyv2:1.32.0@sha256:5eed", "default")))));
    }

    assertThat(next).isEmpty();
    assertThat(proving.deferrals(all.getLast())).contains(DeferReason.WAVE);
  }

  @Test
  void a_campaign_that_begins_anew_waits_for_the_canary_of_the_one_before() {
    world.namespace("zoo");
    WorkloadRef ledger = world.workload("zoo", "ledger", 2, "1.31.2");
    world.upgrade("1.32.0");
    Effect.Restart canary = daemon.settled().getFirst();
    daemon.accept(canary);
    daemon.after(Duration.ofSeconds(10));
    world.observe(Resource.NAMESPACES, "", "zoo", new NamespaceFacts("zoo", Map.of(), Map.of(), false));
    daemon.after(Duration.ofSeconds(10));
    world.namespace("zoo");

    assertThat(daemon.after(Duration.ofSeconds(10))).isEmpty();
    assertThat(daemon.after(Duration.ofMinutes(2))).isEmpty();
    assertThat(daemon.deferrals(ledger)).containsExactly(DeferReason.WAVE);

    world.roll(canary.ref(), "1.32.0", daemon.now());
    daemon.tick();
    assertThat(daemon.after(Duration.ofMinutes(2))).hasSize(1);
  }

  @Test
  void another_template_of_one_workload_begins_nothing() {
    world.upgrade("1.32.0");
    List<Effect.Restart> third = finish(finish(daemon.settled()));
    assertThat(third).hasSize(8);

    world.deploy(all.getLast(), "another template");
    third.forEach(daemon::accept);
    daemon.tick();
    third.forEach(restart -> world.roll(restart.ref(), "1.32.0", daemon.now()));
    daemon.tick();

    assertThat(daemon.after(Duration.ofMinutes(2))).hasSizeGreaterThan(20);
  }

  @Test
  void a_failure_that_opens_no_breaker_holds_no_wave_back() {
    world.upgrade("1.32.0");
    List<Effect.Restart> second = finish(daemon.settled());
    second.forEach(daemon::accept);
    daemon.tick();
    second.forEach(restart -> world.stick(restart.ref(), "1.32.0"));
    daemon.tick();

    assertThat(daemon.after(LIMITS.deadline())).hasSize(8);
  }

  @Test
  void a_failed_canary_stops_everything_also_if_its_target_was_reached_before() {
    world.upgrade("1.32.0");
    portions(daemon.settled());
    world.upgrade("1.31.2");
    daemon.tick();
    portions(daemon.after(Duration.ofHours(1)), "1.31.2");
    world.upgrade("1.32.0");
    daemon.tick();
    Effect.Restart canary = daemon.after(Duration.ofHours(1)).getFirst();
    daemon.accept(canary);
    daemon.tick();
    world.stick(canary.ref(), "1.32.0");
    daemon.tick();

    assertThat(daemon.after(LIMITS.deadline())).isEmpty();
    assertThat(daemon.deferrals(all.getLast())).contains(DeferReason.BREAKER_OPEN);
  }

  @Test
  void a_new_process_goes_on_where_the_old_one_was() {
    world.upgrade("1.32.0");
    List<Effect.Restart> third = finish(finish(daemon.settled()));
    third.subList(0, 3).forEach(daemon::accept);

    Daemon next = daemon.restarted();

    next.after(Duration.ZERO);
    assertThat(next.after(Duration.ofMinutes(2))).hasSize(5);
  }

  @Test
  void a_new_process_that_knows_nothing_goes_by_the_workloads() {
    world.upgrade("1.32.0");
    finish(finish(daemon.settled()));

    daemon.remember(Memory.NOTHING);
    Daemon next = daemon.restarted();
    next.after(Duration.ZERO);

    assertThat(next.after(Duration.ofMinutes(2))).hasSize(8);
  }

  @Test
  void a_new_process_that_finds_another_target_begins_with_a_canary() {
    world.upgrade("1.32.0");
    finish(finish(daemon.settled()));

    world.upgrade("1.32.1");
    daemon.remember(Memory.NOTHING);
    Daemon next = daemon.restarted();
    next.after(Duration.ZERO);

    assertThat(next.after(Duration.ofMinutes(2))).hasSize(1);
  }

  @Test
  void a_story_tells_the_position_and_the_wave() {
    world.upgrade("1.32.0");
    finish(daemon.settled());

    assertThat(daemon.turn(all.getLast())).contains(new Turn(39, 39,
        "the wave of 5 % has 2 of 40 workloads, 2 begun and 1 of them in restart"));
    assertThat(daemon.turn(all.getFirst())).isEmpty();
  }

  @Test
  void without_waves_all_go_at_once() {
    Daemon plain = new Daemon(world, Daemon.policy(Mode.ENFORCE, LIMITS.with(Waves.NONE)));
    world.upgrade("1.32.0");

    assertThat(plain.settled()).hasSize(40);
  }

  @Test
  void dry_runs_wait_for_nobody() {
    Daemon dry = new Daemon(world, Daemon.policy(Mode.DRY_RUN, LIMITS));
    world.upgrade("1.32.0");

    assertThat(dry.settled()).hasSize(40);
  }

  private List<Integer> portions(List<Effect.Restart> first) {
    return portions(first, "1.32.0");
  }

  private List<Integer> portions(List<Effect.Restart> first, String tag) {
    List<Integer> sizes = new ArrayList<>();
    for (List<Effect.Restart> portion = first; !portion.isEmpty(); portion = finish(portion, tag)) {
      sizes.add(portion.size());
    }
    return sizes;
  }

  private List<Effect.Restart> finish(List<Effect.Restart> portion) {
    return finish(portion, "1.32.0");
  }

  /** All of them are verified. @return who is next */
  private List<Effect.Restart> finish(List<Effect.Restart> portion, String tag) {
    portion.forEach(daemon::accept);
    daemon.tick();
    portion.forEach(restart -> world.roll(restart.ref(), tag, daemon.now()));
    daemon.tick();
    return daemon.after(Duration.ofMinutes(2));
  }
}

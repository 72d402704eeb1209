package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Waves;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What begins a campaign, and so asks for a canary, and what does not. */
class CampaignBeginsTest {

  private static final Limits LIMITS = Daemon.limits(100, 100, 100).with(new Waves(true, List.of(25, 100)));

  private final World world = new World();
  private final Daemon daemon = new Daemon(world, Daemon.policy(Mode.ENFORCE, LIMITS));

  @Test
  void a_namespace_that_is_labelled_anew_does_although_others_have_that_target_already() {
    workloads("shop");
    world.observe(Resource.NAMESPACES, "", "zoo", new NamespaceFacts("zoo", Map.of(), Map.of(), false));
    workloads("zoo");
    world.upgrade("1.32.0");
    for (List<Effect.Restart> all = daemon.settled(); !all.isEmpty();) {
      all = finish(all);
    }

    world.namespace("zoo");
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.after(Duration.ofMinutes(2))).hasSize(1);
  }

  @Test
  void a_moment_in_which_nothing_can_be_judged_does_not() {
    workloads("shop");
    world.upgrade("1.32.0");
    List<Effect.Restart> second = finish(daemon.settled());
    second.forEach(daemon::accept);
    daemon.tick();

    world.breakInjector();
    daemon.after(Duration.ofSeconds(1));
    world.injector("1.32.0");
    second.forEach(restart -> world.roll(restart.ref(), "1.32.0", daemon.now()));
    daemon.after(Duration.ofSeconds(1));

    assertThat(daemon.after(Duration.ofMinutes(2))).hasSize(9);
  }

  @Test
  void a_template_that_asks_for_something_else_does_not() {
    List<WorkloadRef> all = workloads("shop");
    world.upgrade("1.32.0");
    List<Effect.Restart> second = finish(daemon.settled());

    daemon.after(Duration.ofSeconds(10));
    world.annotate(all.getLast(), Map.of(), Map.of("sidecar.istio.io/proxyCPU", "100m"));
    world.deploy(all.getLast(), "another template");

    assertThat(finish(second)).hasSize(9);
  }

  private List<WorkloadRef> workloads(String namespace) {
    List<WorkloadRef> all = new ArrayList<>();
    world.observe(Resource.NAMESPACES, "", "shop",
        new NamespaceFacts("shop", Map.of("istio-injection", "enabled"), Map.of(), false));
    for (int i = 10; i < 22; i++) {
      all.add(world.workload(namespace, "w" + i, 2, "1.31.2"));
    }
    return all;
  }

  /** All of them are verified. @return who is next */
  private List<Effect.Restart> finish(List<Effect.Restart> portion) {
    portion.forEach(daemon::accept);
    daemon.tick();
    portion.forEach(restart -> world.roll(restart.ref(), "1.32.0", daemon.now()));
    daemon.tick();
    return daemon.after(Duration.ofMinutes(2));
  }
}

package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class CensusTest {

  private final World world = new World();

  @Test
  void pods_are_counted_by_the_version_of_their_proxy_wherever_its_image_comes_from() {
    world.namespace("shop");
    world.workload("shop", "cart", 3, "1.31.2");
    world.workloadOf("shop", "orders", 2, "mirror.example/istio/proxyv2:1.31.2");
    world.workloadOf("shop", "search", 1, "mirror.example/istio/proxyv2:latest");
    world.workloadOf("shop", "plain", 4, "");
    Daemon daemon = Daemon.enforcing(world);
    daemon.settled();

    assertThat(daemon.census().pods()).isEqualTo(Map.of(
        new Census.PodGroup("1.31.2", "default"), 5, new Census.PodGroup("unknown", "default"), 1));
  }
}

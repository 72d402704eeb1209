package dev.driftless.edge.kube.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.Strategy.Type;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.RollingStrategy;
import dev.driftless.edge.kube.lean.RollingStrategy.RollingUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

class StrategiesTest {

  @ParameterizedTest
  @CsvSource({"25%,25%,10,2", "25%,25%,3,0", "1%,0%,2,1", "0,1,5,0", "3,0,2,2", "100%,0,4,4", ",,8,2", ",,1,0"})
  void a_deployment_rounds_down_and_takes_one_if_nothing_else_can_move(String unavailable, String surge, int replicas,
      int most) {
    Strategy strategy = Strategies.of(deployment(replicas, rolling("RollingUpdate", unavailable, surge)));

    assertThat(strategy).isEqualTo(new Strategy(Type.ROLLING_UPDATE, most, 0, false, Duration.ofSeconds(600)));
  }

  @Test
  void recreate_takes_all_down() {
    Strategy strategy = Strategies.of(deployment(7, rolling("Recreate", null, null)));

    assertThat(strategy).isEqualTo(new Strategy(Type.RECREATE, 7, 0, false, Duration.ofSeconds(600)));
  }

  @ParameterizedTest
  @CsvSource({",5,1", "3,5,3", "50%,5,2", "10%,5,1"})
  void a_stateful_set_rounds_down_but_takes_at_least_one(String unavailable, int replicas, int most) {
    assertThat(Strategies.ofStatefulSet(rolling("RollingUpdate", unavailable, null), replicas).maxUnavailable())
        .isEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource({",,5,1", "10%,,15,2", "0,10%,15,0", "0,0,15,1", "2,,1,2"})
  void a_daemon_set_rounds_up(String unavailable, String surge, int scheduled, int most) {
    assertThat(Strategies.ofDaemonSet(rolling("RollingUpdate", unavailable, surge), scheduled).maxUnavailable())
        .isEqualTo(most);
  }

  @Test
  void on_delete_takes_down_the_one_that_is_evicted() {
    RollingStrategy onDelete = rolling("OnDelete", null, null);

    assertThat(Strategies.ofStatefulSet(onDelete, 3)).isEqualTo(Strategies.ofDaemonSet(onDelete, 3))
        .isEqualTo(Strategy.ON_DELETE);
  }

  private static RollingStrategy rolling(String type, String unavailable, String surge) {
    return new RollingStrategy(type,
        new RollingUpdate(Optional.ofNullable(unavailable), Optional.ofNullable(surge), 0));
  }

  private static LeanDeployment.Spec deployment(int replicas, RollingStrategy strategy) {
    return new LeanDeployment.Spec(Optional.of(replicas), false, Optional.empty(), strategy, null);
  }
}

package dev.driftless.sim.mesh;

import static dev.driftless.sim.mesh.MeshBed.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrategicMergeTest {

  @Test
  void elements_with_the_same_key_are_merged_and_others_replaced() {
    assertThat(StrategicMerge.merge(
        yaml("{containers: [{name: a, image: x, args: [one, two]}]}"),
        yaml("{containers: [{name: a, args: [three]}]}")))
        .isEqualTo(yaml("{containers: [{name: a, image: x, args: [three]}]}"));
  }

  @Test
  void elements_of_the_base_come_before_those_that_follow_them_there_and_after_all_new_ones() {
    assertThat(StrategicMerge.merge(
        yaml("{env: [{name: own}, {name: both}, {name: last}]}"),
        yaml("{env: [{name: new}, {name: both, value: v}, {name: more}]}")))
        .isEqualTo(yaml("{env: [{name: new}, {name: own}, {name: both, value: v}, {name: more}, {name: last}]}"));
  }
}

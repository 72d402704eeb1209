package dev.driftless.sim.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class InjectorTest {

  private final Injector injector = new Injector(new InjectorConfiguration(ChartValues.config(MeshBed.RELEASE),
      ChartValues.values(MeshBed.RELEASE), ChartValues.mesh(MeshBed.RELEASE)), "default");

  @Test
  void pods_of_one_template_are_the_same_object_but_for_their_names() {
    JsonNode first = injector.inject("shop", ofTemplate("web-1", "app: web"), true);
    JsonNode second = injector.inject("shop", ofTemplate("web-2", "app: web"), true);

    assertThat(second.get("spec")).isSameAs(first.get("spec"));
    assertThat(Tree.text(second, "metadata", "name")).isEqualTo("web-2");
  }

  @Test
  void what_is_alike_in_unlike_pods_is_one_object() {
    JsonNode first = injector.inject("shop", ofTemplate("web-1", "app: web, ordinal: '1'"), true);
    JsonNode second = injector.inject("shop", ofTemplate("web-2", "app: web, ordinal: '2'"), true);

    assertThat(MeshBed.proxy(second)).isSameAs(MeshBed.proxy(first));
    assertThat(Tree.text(second, "metadata", "labels", "ordinal")).isEqualTo("2");
  }

  @Test
  void what_was_given_in_is_not_changed() {
    ObjectNode pod = ofTemplate("web-1", "app: web");
    ObjectNode before = pod.deepCopy();

    injector.inject("shop", pod, true);

    assertThat(pod).isEqualTo(before);
  }

  @Test
  void a_second_injection_changes_nothing() {
    ObjectNode once = injector.inject("shop", ofTemplate("web-1", "app: web"), true);

    assertThat(injector.inject("shop", once, true)).isEqualTo(once);
  }

  private static ObjectNode ofTemplate(String name, String labels) {
    return MeshBed.yaml("""
        metadata: {name: %s, generateName: web-, labels: {%s}, ownerReferences: [{apiVersion: apps/v1,
          kind: StatefulSet, name: web, uid: u, controller: true}]}
        spec: {containers: [{name: app, image: "app:1"}]}""".formatted(name, labels));
  }
}

package dev.driftless.sim.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ProxyImageTest {

  private static final String NUMBER = "11";

  @ParameterizedTest(name = "{0}:{1} variant {2}, mesh {3}, image {4}, type {5}: {6}")
  @CsvSource(emptyValue = "", value = {
      "r/rel,11,,,,,r/rel/proxyv2:11",
      "r/rel,1.12,,distroless,,,r/rel/proxyv2:1.12-distroless",
      "r/rel,1.12,distroless,,,,r/rel/proxyv2:1.12-distroless",
      "asm,1.11.2-asm.17,,distroless,,debug,asm/proxyv2:1.11.2-asm.17-debug",
      "asm,1.11.2-asm.17-distroless,,default,,,asm/proxyv2:1.11.2-asm.17",
      "r/rel,1.12-debug,,distroless,,,r/rel/proxyv2:1.12-distroless",
      "r/rel,1.12-distroless,,,,,r/rel/proxyv2:1.12-distroless",
      "r/rel,1.12,distroless,,,default,r/rel/proxyv2:1.12",
      "r/rel,1.12,,,localhost:5000/istio/proxyv2:dev,debug,localhost:5000/istio/proxyv2:dev",
      "r/rel,1.12,,,proxyv2:dev,,r/rel/proxyv2:1.12",
  })
  void a_reference_with_a_slash_is_taken_as_it_is_and_any_other_is_composed(String hub, String tag, String variant,
      String imageType, String annotated, String annotatedType, String expected) {
    ObjectNode values = Tree.object("global", Tree.object("hub", hub,
        "tag", tag.equals(NUMBER) ? Tree.node(11) : tag, "variant", variant, "proxy", Tree.object("image", "proxyv2")));
    ObjectNode pod = Tree.object("metadata", Tree.object("annotations", Tree.object(
        "sidecar.istio.io/proxyImage", annotated, "sidecar.istio.io/proxyImageType", annotatedType)));
    ProxyConfig config = new ProxyConfig(Tree.object("image", Tree.object("imageType", imageType)));

    assertThat(ProxyImage.proxy(new InjectedPod("shop", pod), values, config)).isEqualTo(expected);
  }

  @Test
  void a_full_reference_in_the_values_has_no_hub_tag_or_type() {
    ObjectNode values = Tree.object("global", Tree.object("hub", "h", "tag", "1", "variant", "debug",
        "proxy", Tree.object("image", "eu.example/proxyv2:1.30.2-distroless")));

    assertThat(ProxyImage.proxy(new InjectedPod("shop", Tree.object()), values, new ProxyConfig(Tree.object())))
        .isEqualTo("eu.example/proxyv2:1.30.2-distroless");
  }
}

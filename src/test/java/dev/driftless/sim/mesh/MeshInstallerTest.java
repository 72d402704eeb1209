package dev.driftless.sim.mesh;

import static dev.driftless.sim.mesh.MeshBed.RELEASE;
import static dev.driftless.sim.mesh.MeshBed.pod;
import static dev.driftless.sim.mesh.MeshBed.proxy;
import static dev.driftless.sim.mesh.MeshBed.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

class MeshInstallerTest {

  private static final MeshRelease CANARY = RELEASE.withTag("1.32.0").withRevision("canary");

  private final MeshBed bed = new MeshBed();

  MeshInstallerTest() throws ApiException {
    bed.install(RELEASE);
  }

  @Test
  void the_first_half_of_an_upgrade_lets_the_old_istiod_inject_the_new_proxy_a_moment_later() throws ApiException {
    bed.mesh.installer().configure(RELEASE.withTag("1.32.0"));
    assertThat(image("before")).endsWith(":1.31.2");

    bed.timeline.run(Istiods.PICK_UP);

    assertThat(image("after")).endsWith(":1.32.0");
    assertThat(istiodImage()).endsWith("/pilot:1.31.2");
  }

  @Test
  void the_second_half_rolls_istiod() throws ApiException {
    long before = generation();

    bed.mesh.installer().roll(RELEASE.withTag("1.32.0"));

    assertThat(istiodImage()).endsWith("/pilot:1.32.0");
    assertThat(generation()).isEqualTo(before + 1);
  }

  @Test
  void an_upgrade_keeps_the_certificate_in_the_webhooks() throws ApiException {
    bed.mesh.installer().configure(RELEASE.withTag("1.32.0"));

    assertThat(revision(bed.create("shop", pod("web")))).isEqualTo("default");
  }

  @Test
  void a_configuration_that_cannot_be_read_changes_nothing() throws ApiException {
    bed.client.patch(ResourceTypes.CONFIG_MAPS, new ObjectName("istio-system", "istio-sidecar-injector"), "",
        MeshBed.yaml("{data: {config: 'policy: ['}}"));
    bed.timeline.run(Duration.ofSeconds(10));

    assertThat(image("web")).endsWith(":1.31.2");
    assertThat(bed.mesh.istiods().revision("default").orElseThrow().problem())
        .startsWith("failed to read injection config from ConfigMap: config: ");
  }

  @Test
  void a_tag_leads_to_its_revision_until_it_is_moved() throws ApiException {
    bed.install(CANARY);
    bed.namespace("tagged", "istio.io/rev", "prod");
    tag("prod", CANARY);
    ObjectNode before = bed.create("tagged", pod("before"));

    tag("prod", RELEASE);

    ObjectNode after = bed.create("tagged", pod("after"));
    assertThat(revision(before)).isEqualTo("canary");
    assertThat(Tree.text(proxy(before), "image")).endsWith(":1.32.0");
    assertThat(revision(after)).isEqualTo("default");
  }

  @Test
  void a_default_tag_takes_over_from_the_installation_without_a_revision() throws ApiException {
    bed.install(CANARY);

    tag("default", CANARY);

    assertThat(revision(bed.create("shop", pod("web")))).isEqualTo("canary");
    assertThat(bed.get(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, "", "istio-sidecar-injector").toString())
        .contains("istio.io/deactivated");
  }

  @Test
  void proxies_of_a_revision_belong_to_its_istiod() throws ApiException {
    bed.install(CANARY);
    bed.namespace("next", "istio.io/rev", "canary");

    ObjectNode pod = bed.create("next", pod("web"));

    assertThat(proxy(pod).toString()).contains("istiod-canary.istio-system.svc:15012");
  }

  @Test
  void an_uninstalled_revision_injects_no_more() throws ApiException {
    bed.install(CANARY);
    bed.namespace("next", "istio.io/rev", "canary");

    bed.mesh.installer().uninstall(CANARY);

    assertThat(revision(bed.create("next", pod("web")))).isEmpty();
    assertThat(bed.mesh.istiods().revision("canary")).isEmpty();
  }

  private void tag(String tag, MeshRelease release) throws ApiException {
    bed.mesh.installer().tag(tag, release);
    bed.timeline.run(Duration.ofSeconds(1));
  }

  private String image(String name) throws ApiException {
    return Tree.text(proxy(bed.create("shop", pod(name))), "image");
  }

  private ObjectNode deployment() throws ApiException {
    return bed.get(ResourceTypes.DEPLOYMENTS, "istio-system", "istiod");
  }

  private String istiodImage() throws ApiException {
    return Tree.text(Tree.at(deployment(), "spec", "template", "spec", "containers").get(0), "image");
  }

  private long generation() throws ApiException {
    return Tree.at(deployment(), "metadata", "generation").longValue();
  }
}

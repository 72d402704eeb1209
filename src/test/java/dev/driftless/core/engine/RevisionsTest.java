package dev.driftless.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.RevisionReview.ControlPlane;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts.Webhook;
import dev.driftless.core.model.WorkloadRef;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an engine tells of the mesh as a whole, and whose a pod is. */
class RevisionsTest {

  private static final String PILOT = "docker.io/istio/pilot:1.31.2";

  private final World world = new World();
  private final Engine engine = new Engine(DriftedShop.OBSERVING, World.START);

  @Test
  void a_control_plane_that_stands() {
    assertThat(revisions()).containsExactly(
        new RevisionReview("default", List.of(), PILOT, ControlPlane.SETTLED, ""));
  }

  @Test
  void a_control_plane_that_rolls_out_says_how_far_it_is() {
    world.istiod("1.31.2", false);

    assertThat(revisions()).containsExactly(
        new RevisionReview("default", List.of(), PILOT, ControlPlane.ROLLING_OUT, "istiod: 0 of 1 updated"));
  }

  @Test
  void a_control_plane_that_does_not_get_ready() {
    world.observe(Resource.CONTROL_PLANES, "istio-system", "istiod", new ControlPlaneFacts("istiod", "default", PILOT,
        Optional.empty(), Map.of(), ControlPlaneFacts.State.NOT_READY, "0 of 1 available"));

    assertThat(revisions()).containsExactly(
        new RevisionReview("default", List.of(), PILOT, ControlPlane.NOT_READY, "istiod: 0 of 1 available"));
  }

  @Test
  void a_revision_of_which_there_are_only_webhooks_has_its_tags_once_and_no_control_plane() {
    webhooks("a", "1-30", Optional.of("prod"));
    webhooks("b", "1-30", Optional.of("canary"));
    webhooks("c", "1-30", Optional.of("prod"));
    webhooks("d", "1-30", Optional.empty());

    assertThat(revisions()).element(0).isEqualTo(new RevisionReview("1-30", List.of("canary", "prod"), "",
        ControlPlane.MISSING, "no istiod of revision 1-30"));
  }

  @Test
  void webhooks_without_a_revision_make_none() {
    webhooks("a", "", Optional.empty());

    assertThat(revisions()).extracting(RevisionReview::name).containsExactly("default");
  }

  @Test
  void a_pod_is_its_owners() {
    world.namespace("shop");
    WorkloadRef cart = world.workload("shop", "cart", 2, "1.31.2");
    revisions();

    assertThat(engine.ownerOf("shop", "cart-1")).contains(cart);
    assertThat(engine.ownerOf("shop", "cart-2")).isEmpty();
  }

  private List<RevisionReview> revisions() {
    engine.observe(world.news(), World.START);
    return engine.revisions();
  }

  private void webhooks(String name, String revision, Optional<String> tag) {
    engine.observe(List.of(new Change.Observed(new ObjectKey(Resource.WEBHOOK_CONFIGURATIONS, "", name),
        new WebhookConfigFacts(name, revision, tag, List.of(new Webhook("x.istio.io", LabelSelector.EVERYTHING,
            LabelSelector.EVERYTHING, true, Optional.empty()))))), World.START);
  }
}

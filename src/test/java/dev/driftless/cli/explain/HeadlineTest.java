package dev.driftless.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.TemplateFacts;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;

/** The answer in one sentence. */
class HeadlineTest {

  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> ENABLED = Map.of("istio-injection", "enabled");
  private static final TemplateFacts PLAIN = Shop.template(NONE, NONE);

  @Test
  void that_there_is_no_sidecar_and_should_be_none_comes_with_the_rule() {
    assertThat(cart(new Shop(ENABLED).deployment("cart", Map.of("sidecar.istio.io/inject", "false"), NONE,
        Optional.empty()))).isEqualTo("Pods of Deployment shop/cart have no sidecar, and that is as configured: label "
            + "sidecar.istio.io/inject=false of the template turns injection off.");
  }

  @Test
  void a_missing_sidecar_comes_with_what_would_add_it() {
    assertThat(cart(new Shop(ENABLED).deployment("cart", NONE, NONE, Optional.empty()))).isEqualTo(
        "Pods of Deployment shop/cart have no sidecar, although they should: "
            + "istio-sidecar-injector/namespace.sidecar-injector.istio.io injects from revision default; a restart "
            + "would add it (the policy for MISSING_SIDECAR is report).");
  }

  @Test
  void a_job_without_a_sidecar_is_not_told_to_restart() {
    assertThat(Headline.of(new Shop(ENABLED).job("import", Optional.empty()).explain(Kind.JOB, "import"))).isEqualTo(
        "Pods of Job shop/import have no sidecar, although they should: "
            + "istio-sidecar-injector/namespace.sidecar-injector.istio.io injects from revision default; Driftless "
            + "never restarts it: the next run of the Job gets the new sidecar.");
  }

  @Test
  void a_revision_that_nobody_serves_would_not_be_cured_by_a_restart() {
    assertThat(cart(new Shop(Map.of("istio.io/rev", "canary")).deployment("cart", NONE, NONE, Optional.empty())))
        .isEqualTo("Pods of Deployment shop/cart have no sidecar, although one is asked for: label istio.io/rev=canary"
            + " of namespace shop is served by no webhook; a restart would not add it.");
  }

  @Test
  void what_cannot_be_told_says_why() {
    TemplateFacts custom = Shop.template(NONE, Map.of("inject.istio.io/templates", "mine"));

    assertThat(cart(new Shop(ENABLED).deployment("cart", custom, NONE, Optional.empty()))).isEqualTo("Pods of "
        + "Deployment shop/cart have no sidecar; whether they should have one cannot be told: CUSTOM_TEMPLATE: "
        + "annotation inject.istio.io/templates='mine' of the template.");
    assertThat(cart(new Shop(ENABLED).deployment("cart", custom, NONE, Shop.proxy("1.32.0")))).isEqualTo(
        "How Deployment shop/cart stands cannot be told: CUSTOM_TEMPLATE: annotation inject.istio.io/templates='mine'"
            + " of the template.");
  }

  @Test
  void differences_are_counted() {
    assertThat(cart(new Shop(ENABLED).deployment("cart", PLAIN, NONE, Shop.proxy("1.31.2"), Optional.empty())))
        .isEqualTo("Deployment shop/cart has drifted: a new pod would differ in IMAGE (1 of 2 pods), MISSING_SIDECAR "
            + "(1 of 2 pods).");
  }

  @Test
  void a_sidecar_too_many_says_why_a_new_pod_would_have_none() {
    assertThat(cart(new Shop(NONE).deployment("cart", NONE, NONE, Shop.proxy("1.32.0")))).isEqualTo(
        "Deployment shop/cart has drifted: a new pod would get no sidecar: neither the labels of namespace shop nor "
            + "those of the template ask for injection.");
  }

  @Test
  void an_opt_out_is_told() {
    assertThat(cart(new Shop(ENABLED).deployment("cart", PLAIN, Map.of("driftless.dev/restart", "false"),
        Shop.proxy("1.31.2")))).isEqualTo("Deployment shop/cart has drifted: a new pod would differ in IMAGE (its only "
            + "pod); Driftless never restarts it: annotation driftless.dev/restart: \"false\" on the workload.");
  }

  @Test
  void in_sync_is_short() {
    assertThat(cart(new Shop(ENABLED).deployment("cart", NONE, NONE, Shop.proxy("1.32.0"), Shop.proxy("1.32.0"))))
        .isEqualTo("Deployment shop/cart is in sync: all 2 pods have the sidecar that a new one would get.");
  }

  @Test
  void without_pods_there_is_only_what_a_new_one_would_get() {
    assertThat(cart(new Shop(ENABLED).deployment("cart", NONE, NONE))).isEqualTo("Deployment shop/cart has no pods; a "
        + "new one would get a sidecar, docker.io/istio/proxyv2:1.32.0 of revision default.");
    assertThat(cart(new Shop(NONE).deployment("cart", NONE, NONE))).isEqualTo("Deployment shop/cart has no pods; a new "
        + "one would get no sidecar: neither the labels of namespace shop nor those of the template ask for "
        + "injection.");
  }

  private static String cart(Shop shop) {
    return Headline.of(shop.explain(Kind.DEPLOYMENT, "cart"));
  }
}

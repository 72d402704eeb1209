package dev.driftless.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.model.Kind;
import dev.driftless.core.remediation.Marks;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;

/** What a developer reads, to the letter. */
class ExplanationTextTest {

  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> ENABLED = Map.of("istio-injection", "enabled");

  @Test
  void a_template_that_asks_by_annotation_only() {
    assertThat(text(new Shop(NONE).deployment("cart", NONE, Map.of("sidecar.istio.io/inject", "true"),
        Optional.empty()))).isEqualTo("""
            Pods of Deployment shop/cart have no sidecar, and that is as configured: neither the labels of namespace \
            shop nor those of the template ask for injection; annotation sidecar.istio.io/inject=true of the template \
            counts for nothing here: the API server looks at labels only.

            Should it have a sidecar? No.
              labels of namespace shop that may decide: none
              labels of the template that may decide: none
              no  webhook: neither the labels of namespace shop nor those of the template ask for injection; \
            annotation sidecar.istio.io/inject=true of the template counts for nothing here: the API server looks at \
            labels only
                istio-sidecar-injector/namespace.sidecar-injector.istio.io would be called with label \
            istio-injection=enabled on the namespace
                istio-sidecar-injector/object.sidecar-injector.istio.io would be called with label \
            sidecar.istio.io/inject=true on the template

            What its pods have
              1 pod (cart-0): no sidecar

            What a new pod would get
              no sidecar

            What happens
              nothing: there is no difference
            """);
  }

  @Test
  void a_drifted_workload() {
    assertThat(text(new Shop(ENABLED).deployment("cart", NONE, NONE, Shop.proxy("1.31.2"), Shop.proxy("1.31.2"))))
        .isEqualTo("""
            Deployment shop/cart has drifted: a new pod would differ in IMAGE (all 2 pods).

            Should it have a sidecar? Yes.
              labels of namespace shop that may decide: istio-injection=enabled
              labels of the template that may decide: none
              ok  webhook: istio-sidecar-injector/namespace.sidecar-injector.istio.io is called, because of label \
            istio-injection=enabled of namespace shop
              ok  control plane: istiod Deployment istiod answers for revision 'default'
              ok  host network: the template does not ask for hostNetwork
              ok  namespace: istiod does not ignore namespace shop
              ok  configuration: ConfigMap istio-sidecar-injector can be read, and the rules of Istio 1.32.0 are known
              ok  request: the template has neither label nor annotation sidecar.istio.io/inject
              ok  selectors: none of neverInjectSelector and alwaysInjectSelector of ConfigMap \
            istio-sidecar-injector matches
              ok  policy: policy 'enabled' of ConfigMap istio-sidecar-injector injects unless told otherwise
              ok  template: a sidecar of image docker.io/istio/proxyv2:1.32.0

            Who decides
              revision default, by its tag prod
              control plane: istiod docker.io/istio/pilot:1.32.0, Settled

            What its pods have
              2 pods (cart-0, cart-1): a sidecar of image docker.io/istio/proxyv2:1.31.2, from revision default
                container: native
                init container: istio-init
                resources: none
                Prometheus: scrape=true port=15020 path=/stats/prometheus
                settings beside Istio's defaults: none

            What a new pod would get, computed from the configuration
              a sidecar of image docker.io/istio/proxyv2:1.32.0, from revision default
                container: native
                init container: istio-init
                resources: none
                Prometheus: scrape=true port=15020 path=/stats/prometheus
                settings beside Istio's defaults: none

            What differs
              IMAGE: docker.io/istio/proxyv2:1.31.2 → docker.io/istio/proxyv2:1.32.0
                all 2 pods; one minor release behind; policy restart

            What happens
              it is to be restarted, but not now:
                MODE_OBSERVE: mode is observe
                UNPROVEN: the API server was not asked what a new pod would get
              in order it is number 1 of 1; the canary is not verified yet
              `explain --prove` asks the API server now
            """);
  }

  @Test
  void what_was_proved_is_told_as_such() {
    Engine engine = new Shop(ENABLED).deployment("cart", NONE, NONE, Shop.proxy("1.31.2")).engine();
    for (Effect.Prove question : engine.openQuestions(Shop.NOW)) {
      engine.proved(question, new ProofAnswer.Admitted(Shop.proxy("1.32.0")), Shop.NOW);
    }

    assertThat(ExplanationText.of(Shop.explain(engine, Kind.DEPLOYMENT, "cart")))
        .contains("What a new pod would get, as the API server says\n")
        .endsWith("it is to be restarted, but not now:\n    MODE_OBSERVE: mode is observe\n"
            + "  in order it is number 1 of 1; the canary is not verified yet\n");
  }

  @Test
  void only_the_api_server_can_tell_what_becomes_of_a_template_of_ones_own() {
    Map<String, String> custom = Map.of("inject.istio.io/templates", "mine");
    Engine engine = new Shop(ENABLED).deployment("cart", NONE, custom, Shop.proxy("1.31.2")).engine();
    for (Effect.Prove question : engine.openQuestions(Shop.NOW)) {
      engine.proved(question, new ProofAnswer.Admitted(Shop.proxy("1.32.0")), Shop.NOW);
    }

    assertThat(ExplanationText.of(Shop.explain(engine, Kind.DEPLOYMENT, "cart"))).contains("""
              ?   template: annotation inject.istio.io/templates='mine' of the template
              ok  the API server itself: a new pod gets a sidecar
            """.indent(0));
  }

  @Test
  void what_may_not_be_asked_is_said() {
    Engine engine = new Shop(ENABLED).deployment("cart", NONE, NONE, Shop.proxy("1.31.2")).engine();
    engine.unprovable("create pods", Shop.NOW);

    assertThat(ExplanationText.of(Shop.explain(engine, Kind.DEPLOYMENT, "cart"))).endsWith("""
        What happens
          it is to be restarted, but not now:
            MODE_OBSERVE: mode is observe
            NOT_PROVABLE: drift.proof is required, and we may not ask: create pods
          in order it is number 1 of 1; the canary is not verified yet
          proofs: not permitted: create pods
        """);
  }

  @Test
  void an_opt_out_is_told_while_there_is_nothing_to_refuse() {
    assertThat(text(new Shop(ENABLED).deployment("cart", Shop.template(NONE, NONE),
        Map.of("driftless.dev/restart", "false"), Shop.proxy("1.32.0")))).endsWith("""
            What happens
              nothing: there is no difference
              if it drifted, it would not be restarted: OPTED_OUT: annotation driftless.dev/restart: "false" on the \
            workload
            """);
  }

  @Test
  void the_last_restart_is_told_from_its_marks() {
    Map<String, String> marks = Map.of(Marks.RESTART_ID, "r1", Marks.ATTEMPT, "2", Marks.TARGET, "default@x",
        Marks.STARTED_AT, "2026-02-28T10:00:00Z");

    assertThat(text(new Shop(ENABLED).deployment("cart",
        Shop.template(NONE, Map.of(Marks.RESTARTED_AT, "2026-02-28T10:00:00Z", Marks.RESTART_ID, "r1")), marks,
        Shop.proxy("1.32.0")))).endsWith("""
            Earlier restarts
              by Driftless at 2026-02-28T10:00:00Z: attempt 2 towards target default@x, restart-id r1
              annotation kubectl.kubernetes.io/restartedAt of the template: 2026-02-28T10:00:00Z
            """);
  }

  @Test
  void what_the_cluster_says_cannot_steer_the_terminal() {
    assertThat(text(new Shop(ENABLED).deployment("cart", NONE,
        Map.of("inject.istio.io/templates", "a\n\u001b[31mb"), Optional.empty())))
            .contains("annotation inject.istio.io/templates='a [31mb' of the template").doesNotContain("\u001b");
  }

  @Test
  void a_pod_that_was_asked_for_is_named_after_the_answer() {
    Explanation of = new Shop(NONE).deployment("cart", NONE, NONE, Optional.empty()).explain(Kind.DEPLOYMENT, "cart");

    assertThat(ExplanationText.of(new Explanation(of.at(), of.story(), Optional.of("cart-0"), of.revisions(),
        new Explanation.Around(of.around().reactions(), false, Optional.empty()))))
            .contains(".\n\nPod cart-0 is one of the pods of Deployment shop/cart.\n\nShould it")
            .endsWith("  nothing: by its configuration Driftless does not look at this namespace\n");
  }

  private static String text(Shop shop) {
    return ExplanationText.of(shop.explain(Kind.DEPLOYMENT, "cart"));
  }
}

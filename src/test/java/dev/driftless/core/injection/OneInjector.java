package dev.driftless.core.injection;

import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.Resources;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An injector for the test of a single rule: everything but what the test is about is empty. */
record OneInjector(String version, Map<String, Optional<String>> env, String config, String values,
    Optional<Parsed> mesh, Kubelets kubelets, Map<String, List<ProxyConfigFacts>> proxyConfigs,
    Map<String, List<Resources>> defaulted) {

  static final OneInjector PLAIN =
      new OneInjector("1.30.3", Map.of(), "{}", "{}", Optional.empty(), Kubelets.NONE, Map.of(), Map.of());

  /** @param release {@code latest} for one that does not tell */
  static OneInjector of(String release) {
    return new OneInjector(release, Map.of(), "{}", "{}", Optional.empty(), Kubelets.NONE, Map.of(), Map.of());
  }

  /** Empty for a variable that comes from elsewhere. */
  OneInjector env(String name, Optional<String> value) {
    Map<String, Optional<String>> more = new HashMap<>(env);
    more.put(name, value);
    return new OneInjector(version, more, config, values, mesh, kubelets, proxyConfigs, defaulted);
  }

  OneInjector config(String yaml) {
    return new OneInjector(version, env, yaml, values, mesh, kubelets, proxyConfigs, defaulted);
  }

  OneInjector values(String yaml) {
    return new OneInjector(version, env, config, yaml, mesh, kubelets, proxyConfigs, defaulted);
  }

  OneInjector mesh(String yaml) {
    return mesh(Fixtures.parsed(yaml));
  }

  OneInjector mesh(Parsed parsed) {
    return new OneInjector(version, env, config, values, Optional.of(parsed), kubelets, proxyConfigs, defaulted);
  }

  OneInjector kubelets(Map<String, String> versions) {
    return new OneInjector(version, env, config, values, mesh, new Kubelets(versions), proxyConfigs, defaulted);
  }

  OneInjector proxyConfigs(Map<String, List<ProxyConfigFacts>> byNamespace) {
    return new OneInjector(version, env, config, values, mesh, kubelets, byNamespace, defaulted);
  }

  OneInjector defaulted(Map<String, List<Resources>> byNamespace) {
    return new OneInjector(version, env, config, values, mesh, kubelets, proxyConfigs, byNamespace);
  }

  Injector injector() {
    ControlPlaneFacts istiod = new ControlPlaneFacts("istiod", "default", "docker.io/istio/pilot:" + version,
        Optional.empty(), env, ControlPlaneFacts.State.SETTLED, "");
    Optional<MeshConfigFacts> meshConfig = mesh.map(parsed -> new MeshConfigFacts("istio", "default", parsed));
    Map<String, MeshConfigFacts> meshConfigs = new HashMap<>();
    meshConfig.ifPresent(facts -> meshConfigs.put("default", facts));
    MeshFacts facts = new MeshFacts(List.of(), Map.of(), meshConfigs, Map.of("default", istiod),
        new MeshFacts.Surroundings(kubelets, proxyConfigs, defaulted));
    return new Injector("istio-sidecar-injector", ((Parsed.Value) Fixtures.parsed(config)).tree(),
        ((Parsed.Value) Fixtures.parsed(values)).tree(), meshConfig, IstioVersion.parse(version), istiod, facts);
  }
}

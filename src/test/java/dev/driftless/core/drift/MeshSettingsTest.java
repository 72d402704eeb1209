package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class MeshSettingsTest {

  @Test
  void every_setting_has_a_fingerprint_also_one_that_is_not_set() {
    assertThat(MeshSettings.of(Yaml.tree("{}"))).containsOnlyKeys(
        MeshSettings.COVERED.stream().map(MeshSettings.Setting::name).toList());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      trustDomain: cluster.local                               | trustDomain: 'cluster.local'
      defaultConfig: {gatewayTopology: {numTrustedProxies: 0}} | defaultConfig: {}
      defaultConfig: {proxyStatsMatcher: {a: [x], b: []}}      | defaultConfig: {proxyStatsMatcher: {a: [x]}}
      defaultConfig: {proxyStatsMatcher: {a_b: [x]}}           | defaultConfig: {proxyStatsMatcher: {aB: [x]}}
      {accessLogFile: /dev/stdout, trustDomain: a}             | {trustDomain: a}
      """)
  void what_means_the_same_has_the_same_fingerprints(String one, String other) {
    assertThat(changed(one, other, false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      trustDomain: a | trustDomain
      defaultConfig: {gatewayTopology: {numTrustedProxies: 2}} | defaultConfig.gatewayTopology.numTrustedProxies
      defaultConfig: {gatewayTopology: {forwardClientCertDetails: SANITIZE}} | \
      defaultConfig.gatewayTopology.forwardClientCertDetails
      defaultConfig: {proxyStatsMatcher: {inclusionRegexps: [x]}} | defaultConfig.proxyStatsMatcher
      """)
  void a_change_is_told_by_its_name(String mesh, String name) {
    assertThat(changed("{}", mesh, false)).containsExactly(name);
  }

  @Test
  void what_a_pod_shows_itself_is_not_told_by_its_fingerprint() {
    String mesh = "{trustDomain: a, defaultConfig: {proxyStatsMatcher: {inclusionRegexps: [x]}}}";

    assertThat(changed("{}", mesh, true)).containsExactly("trustDomain");
    assertThat(changed("{}", mesh, false)).containsExactly("trustDomain", "defaultConfig.proxyStatsMatcher");
  }

  @Test
  void a_setting_that_was_not_covered_then_says_nothing() {
    assertThat(MeshSettings.changed(Map.of(), MeshSettings.of(Yaml.tree("trustDomain: a")), false)).isEmpty();
  }

  private static List<String> changed(String then, String now, boolean traced) {
    return MeshSettings.changed(MeshSettings.of(Yaml.tree(then)), MeshSettings.of(Yaml.tree(now)), traced);
  }
}

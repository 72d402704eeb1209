package dev.driftless.core.drift;

import dev.driftless.core.injection.CanonicalText;
import dev.driftless.core.model.Fingerprint;
import dev.driftless.core.model.Tree;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of the mesh that a proxy takes over when it starts and that the injector's configuration does not repeat.
 * Where a pod shows in its {@code PROXY_CONFIG} what it was told, that is compared and not the fingerprint.
 */
public final class MeshSettings {

  /**
   * One of them.
   *
   * @param path   in the MeshConfig
   * @param traced whether {@code PROXY_CONFIG} of a pod shows it
   */
  public record Setting(List<String> path, boolean traced) {

    /** As {@code defaultConfig.gatewayTopology.numTrustedProxies}. */
    public String name() {
      return String.join(".", path);
    }
  }

  public static final List<Setting> COVERED = List.of(
      new Setting(List.of("trustDomain"), false),
      new Setting(List.of("defaultConfig", "gatewayTopology", "forwardClientCertDetails"), true),
      new Setting(List.of("defaultConfig", "gatewayTopology", "numTrustedProxies"), true),
      new Setting(List.of("defaultConfig", "proxyStatsMatcher"), true));

  private MeshSettings() {}

  /** Fingerprints by name: equal exactly if the setting means the same. */
  static SortedMap<String, String> of(Tree mesh) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (Setting setting : COVERED) {
      settings.put(setting.name(), Fingerprint.of(CanonicalText.of(mesh.at(setting.path().toArray(String[]::new)))));
    }
    return settings;
  }

  /** Which of two differ, of those that count for a pod. */
  static List<String> changed(Map<String, String> then, Map<String, String> now, boolean traced) {
    return COVERED.stream().filter(setting -> !(traced && setting.traced())).map(Setting::name)
        .filter(name -> then.containsKey(name) && !then.get(name).equals(now.get(name))).toList();
  }
}

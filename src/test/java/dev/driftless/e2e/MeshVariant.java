package dev.driftless.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * One configuration of an injector to compare under, as merge patches over what the chart installs.
 *
 * @param values {@code values} of the injector's ConfigMap
 * @param config {@code config} of it, but its templates
 * @param mesh   MeshConfig
 */
record MeshVariant(String name, String values, String config, String mesh) {

  static final List<MeshVariant> ALL = List.of(
      new MeshVariant("as installed", "{}", "{}", "{}"),
      new MeshVariant("distroless with CNI", """
          {"global": {"variant": "distroless", "hub": "r.example/istio"}, "pilot": {"cni": {"enabled": true}}}""",
          "{}", "{\"defaultConfig\": {\"image\": {\"imageType\": \"distroless\"}}}"),
      new MeshVariant("full references", """
          {"global": {"proxy": {"image": "eu.example/a/proxyv2:1.31.2-distroless", "holdApplicationUntilProxyStarts":
          true, "resources": {"requests": {"cpu": "10m", "memory": "192Mi"}, "limits": {"cpu": "1000m",
          "memory": "1Gi"}},
          "seccompProfile": {"type": "RuntimeDefault"}}, "proxy_init": {"image":
          "eu.example/a/proxyv2:1.31.2-distroless"}},
          "pilot": {"cni": {"enabled": true}}}""",
          "{}", "{\"enablePrometheusMerge\": false}"),
      new MeshVariant("policy disabled, selectors", "{}", """
          {"policy": "disabled", "alwaysInjectSelector": [{"matchLabels": {"tier": "web"}}],
          "neverInjectSelector": [{}, {"matchExpressions": [{"key": "job", "operator": "In", "values":
          ["backup"]}]}]}""",
          "{}"),
      new MeshVariant("policy enabled, selectors", "{}", """
          {"neverInjectSelector": [{"matchLabels": {"job": "backup"}}, {"matchExpressions": [{"key": "version",
          "operator": "Exists"}]}], "alwaysInjectSelector": [{"matchLabels": {"tier": "web"}}]}""", "{}"),
      new MeshVariant("policy off", "{}", "{\"policy\": \"off\"}", "{}"),
      new MeshVariant("a number as tag", "{\"global\": {\"tag\": 11, \"variant\": \"debug\"}}", "{}", "{}"),
      new MeshVariant("a variant in the tag", "{\"global\": {\"tag\": \"1.31.2-distroless\"}}", "{}",
          "{\"defaultConfig\": {\"image\": {\"imageType\": \"default\"}}}"),
      new MeshVariant("secrets, pull policy, privileged", """
          {"global": {"imagePullPolicy": "Always", "imagePullSecrets": ["one", "two"], "logAsJson": true,
          "proxy": {"privileged": true}}}""", "{}", "{}"),
      new MeshVariant("transparent, held, with metadata", "{}", "{}", """
          {"defaultConfig": {"interceptionMode": "TPROXY", "holdApplicationUntilProxyStarts": true, "concurrency": 3,
          "proxyMetadata": {"ISTIO_META_DNS_CAPTURE": "true", "B": "2"}}}"""),
      new MeshVariant("no resources, no startup probe", """
          {"global": {"proxy": {"resources": null, "startupProbe": {"enabled": false}, "logLevel": "debug"}}}""",
          "{}", "{}"),
      new MeshVariant("odd resources", """
          {"global": {"proxy": {"resources": {"limits": {"cpu": "1.5", "memory": "2048Mi",
          "ephemeral-storage": "1000Ki"},
          "requests": {"cpu": "0.1", "memory": "134217728"}}}}}""", "{}", "{}"),
      new MeshVariant("ports and ranges", """
          {"global": {"proxy": {"includeIPRanges": "10.0.0.0/8", "excludeIPRanges": "1.2.3.4/32", "excludeInboundPorts":
          "81", "excludeOutboundPorts": "82", "includeOutboundPorts": "83", "includeInboundPorts": "84"}}, "pilot":
          {"cni": {"enabled": true}}}""", "{}", "{}"),
      new MeshVariant("names, no probes rewritten", """
          {"global": {"meshID": "mesh1", "network": "net1", "caAddress": "ca:15012"},
          "sidecarInjectorWebhook": {"rewriteAppHTTPProbe": false}}""",
          "{\"aliases\": {\"mine\": [\"sidecar\"]}, \"defaultTemplates\": [\"mine\"]}", "{\"trustDomain\": \"td\"}"),
      new MeshVariant("a name for the cluster",
          "{\"global\": {\"multiCluster\": {\"clusterName\": \"c1\"}}}", "{}", "{}"));

  private static final JsonMapper JSON = new JsonMapper();

  /** With {@code null} as in a merge patch. */
  static ObjectNode merge(ObjectNode base, String patch) {
    ObjectNode merged = base.deepCopy();
    merge(merged, JSON.readTree(patch));
    return merged;
  }

  private static void merge(ObjectNode base, JsonNode patch) {
    patch.properties().forEach(field -> {
      if (field.getValue().isNull()) {
        base.remove(field.getKey());
      } else if (field.getValue().isObject() && base.get(field.getKey()) instanceof ObjectNode child) {
        merge(child, field.getValue());
      } else {
        base.set(field.getKey(), field.getValue());
      }
    });
  }
}

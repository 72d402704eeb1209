package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What a pod gets that does not say otherwise: from the defaults, and from admission plugins that are always on. */
final class PodDefaults {

  static final List<String> CONTAINERS = List.of("initContainers", "containers", "ephemeralContainers");

  private static final int GRACE = 30;
  private static final int DEFAULT_MODE = 420;
  private static final int TOKEN_SECONDS = 3600;
  private static final int TOLERATION_SECONDS = 300;
  private static final List<String> OMITTED = List.of("volumes", "initContainers", "nodeSelector", "tolerations",
      "imagePullSecrets", "hostAliases", "hostNetwork", "hostPID", "hostIPC", "nodeName");

  private PodDefaults() {}

  /** For a pod and for a template alike. */
  static void spec(ObjectNode spec) throws ApiException {
    for (String list : CONTAINERS) {
      for (JsonNode container : spec.path(list)) {
        if (container instanceof ObjectNode object) {
          ContainerDefaults.apply(object);
        }
      }
    }
    Absent.text(spec, "restartPolicy", "Always");
    Absent.number(spec, "terminationGracePeriodSeconds", GRACE);
    Absent.text(spec, "dnsPolicy", "ClusterFirst");
    Absent.object(spec, "securityContext");
    Absent.text(spec, "schedulerName", "default-scheduler");
    serviceAccount(spec);
    Absent.each(spec, "volumes", PodDefaults::volume);
    Absent.omitEmpty(spec, OMITTED);
  }

  private static void serviceAccount(ObjectNode spec) {
    String name = spec.path("serviceAccountName").asString(spec.path("serviceAccount").asString(""));
    if (!name.isEmpty()) {
      spec.put("serviceAccountName", name).put("serviceAccount", name);
    }
  }

  private static void volume(ObjectNode volume) {
    for (String kind : List.of("configMap", "secret", "downwardAPI", "projected")) {
      Absent.whereObject(volume, kind, source -> Absent.number(source, "defaultMode", DEFAULT_MODE));
    }
    Absent.whereObject(volume, "hostPath", path -> {
      if (!path.has("type")) {
        path.put("type", "");
      }
    });
    Absent.whereObject(volume, "downwardAPI", PodDefaults::downwardApi);
    Absent.each(volume.path("projected"), "sources", source -> {
      Absent.whereObject(source, "serviceAccountToken",
          token -> Absent.number(token, "expirationSeconds", TOKEN_SECONDS));
      Absent.whereObject(source, "downwardAPI", PodDefaults::downwardApi);
    });
  }

  private static void downwardApi(ObjectNode source) {
    Absent.each(source, "items",
        item -> Absent.whereObject(item, "fieldRef", ref -> Absent.text(ref, "apiVersion", "v1")));
  }

  /** For a pod that is created, not for a template: a limit alone is a request too. */
  static void pod(ObjectNode spec) {
    for (String list : CONTAINERS) {
      Absent.each(spec, list, PodDefaults::requestsOfLimits);
    }
    Absent.flag(spec, "enableServiceLinks", true);
    Absent.text(spec, "serviceAccountName", "default");
    serviceAccount(spec);
    Absent.number(spec, "priority", 0);
    Absent.text(spec, "preemptionPolicy", "PreemptLowerPriority");
    tolerate(spec, "node.kubernetes.io/not-ready");
    tolerate(spec, "node.kubernetes.io/unreachable");
  }

  private static void requestsOfLimits(ObjectNode container) {
    Absent.whereObject(container.path("resources"), "limits", limits -> {
      ObjectNode requests = Absent.object((ObjectNode) container.get("resources"), "requests");
      limits.forEachEntry((name, amount) -> {
        if (!requests.has(name)) {
          requests.set(name, amount);
        }
      });
    });
  }

  private static void tolerate(ObjectNode spec, String taint) {
    ArrayNode tolerations = Absent.array(spec, "tolerations");
    for (JsonNode toleration : tolerations) {
      String key = toleration.path("key").asString("");
      String effect = toleration.path("effect").asString("");
      if ((key.equals(taint) || key.isEmpty()) && (effect.isEmpty() || effect.equals("NoExecute"))) {
        return;
      }
    }
    tolerations.addObject().put("key", taint).put("operator", "Exists").put("effect", "NoExecute")
        .put("tolerationSeconds", TOLERATION_SECONDS);
  }
}

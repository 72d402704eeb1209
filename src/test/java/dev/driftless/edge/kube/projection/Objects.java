package dev.driftless.edge.kube.projection;

import dev.driftless.edge.kube.lean.LeanObject;
import dev.driftless.edge.kube.lean.Serialization;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** API objects from YAML, read as fabric8 reads them. What every API server fills in is filled in. */
final class Objects {

  static final String CREATED = "2026-11-01T08:00:00Z";

  private static final KubernetesSerialization LEAN = Serialization.lean();

  private Objects() {}

  static <T extends LeanObject> T object(Class<T> type, String yaml) {
    T object = LEAN.unmarshal(yaml, type);
    if (object.getMetadata().getCreationTimestamp() == null) {
      object.getMetadata().setCreationTimestamp(CREATED);
    }
    if (object.getMetadata().getUid() == null) {
      object.getMetadata().setUid("uid-1");
    }
    return object;
  }

  /** The document of that number, from 0, of a file among the Istio fixtures. */
  static <T extends LeanObject> T fixture(Class<T> type, String file, int document) {
    return object(type, text(file).split("(?m)^---$")[document]);
  }

  static <T extends LeanObject> T fixture(Class<T> type, String file) {
    return fixture(type, file, 0);
  }

  private static String text(String file) {
    try (InputStream in = Objects.class.getResourceAsStream("/istio/" + file + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

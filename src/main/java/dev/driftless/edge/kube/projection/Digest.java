package dev.driftless.edge.kube.projection;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * SHA-256 over JSON in one canonical form: keys sorted, nulls left out (API servers up to 1.33 write
 * {@code creationTimestamp: null} into templates, later ones do not).
 */
final class Digest {

  private final MessageDigest sha = sha256();

  private Digest() {}

  /** Of a pod template, without the annotations that mark a restart. */
  static String ofTemplate(JsonNode template) {
    Digest digest = new Digest();
    digest.object(template, (key, value) -> !key.equals("metadata") && !value.isNull());
    digest.text("metadata");
    JsonNode metadata = template.path("metadata");
    digest.object(metadata, (key, value) -> !key.equals("annotations") && !value.isNull());
    digest.text("annotations");
    digest.object(metadata.path("annotations"), (key, value) -> !Annotations.RESTART_MARKS.contains(key));
    return digest.hex();
  }

  static String of(JsonNode json) {
    Digest digest = new Digest();
    digest.value(json);
    return digest.hex();
  }

  private void value(JsonNode json) {
    if (json.isObject()) {
      object(json, (key, value) -> !value.isNull());
    } else if (json.isArray()) {
      text("[");
      json.forEach(this::value);
      text("]");
    } else {
      text(json.toString());
    }
  }

  private void object(JsonNode json, BiPredicate<String, JsonNode> counts) {
    Set<String> keys = new TreeSet<>(json.propertyNames());
    keys.removeIf(key -> !counts.test(key, json.get(key)));
    text("{");
    for (String key : keys) {
      text(StringNode.valueOf(key) + ":");
      value(json.get(key));
    }
    text("}");
  }

  private void text(String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) ',');
  }

  private String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}

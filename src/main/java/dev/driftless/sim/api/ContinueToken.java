package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a list goes on, in the form that the real one has.
 *
 * @param revision of the first page, and so of all; negative to go on with what there is now
 * @param last     object of the page before
 */
record ContinueToken(long revision, ObjectName last) {

  private static final String VERSION = "meta.k8s.io/v1";
  private static final long NEWEST = -1;

  static ContinueToken parse(String token) throws ApiException {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      JsonNode content = JsonMapper.shared().readTree(text);
      String start = content.path("start").asString("");
      if (content.path("v").asString("").equals(VERSION) && start.endsWith("\0") && start.contains("/")) {
        int slash = start.indexOf('/');
        return new ContinueToken(revision(content),
            new ObjectName(start.substring(0, slash), start.substring(slash + 1, start.length() - 1)));
      }
    } catch (IllegalArgumentException | JacksonException e) {
      throw Refusals.badRequest("invalid continue token: continue key is not valid: not a token of this server");
    }
    throw Refusals.badRequest("invalid continue token: continue key is not valid: unrecognized encoded version");
  }

  private static long revision(JsonNode content) throws ApiException {
    long revision = content.path("rv").asLong(0);
    if (revision == 0) {
      throw Refusals.badRequest("invalid continue token: continue key is not valid: incorrect encoded start"
          + " resourceVersion (version " + VERSION + ")");
    }
    return revision;
  }

  /** Whether all pages are of one revision. */
  boolean consistent() {
    return revision > 0;
  }

  /** Goes on at the same place, with what is there when it is used. */
  ContinueToken inconsistent() {
    return new ContinueToken(NEWEST, last);
  }

  @Override
  public String toString() {
    ObjectNode content = Canonical.empty().put("v", VERSION).put("rv", revision)
        .put("start", last.namespace() + "/" + last.name() + "\0");
    return Base64.getUrlEncoder().withoutPadding().encodeToString(content.toString().getBytes(StandardCharsets.UTF_8));
  }
}

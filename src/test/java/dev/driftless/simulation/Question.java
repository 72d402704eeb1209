package dev.driftless.simulation;

import dev.driftless.edge.kube.OfflineEdge.Request;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dry run of a pod as the API server saw it.
 *
 * @param sidecar whether the pod was given one
 */
record Question(Instant at, int process, String namespace, int status, boolean sidecar) {

  private static final Pattern PATH = Pattern.compile("api/v1/namespaces/([^/]+)/pods\\?.*dryRun=All.*");

  /** Empty if the request is another one. */
  static Optional<Question> of(Instant at, int process, Request request, int status, String body) {
    Matcher path = PATH.matcher(request.path());
    return path.matches()
        ? Optional.of(new Question(at, process, path.group(1), status, body.contains("sidecar.istio.io/status")))
        : Optional.empty();
  }
}

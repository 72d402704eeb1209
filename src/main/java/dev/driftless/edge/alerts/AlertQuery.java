package dev.driftless.edge.alerts;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import dev.driftless.core.plan.AlertState;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The question which alerts fire, and how its answer is read. */
final class AlertQuery {

  private static final String QUERY = "count by (alertname) (ALERTS{alertstate=\"firing\"})";
  private static final int SHOWN = 200;

  private AlertQuery() {}

  /** @param url of the server, with or without a path; a name and a password in it are sent as such, and only there */
  static HttpRequest to(String url) {
    URI base = URI.create(url);
    String path = base.getRawPath().replaceAll("/+$", "");
    String plain = base.getScheme() + "://" + base.getRawAuthority().replaceFirst(".*@", "") + path;
    HttpRequest.Builder request = HttpRequest.newBuilder(
        URI.create(plain + "/api/v1/query?query=" + URLEncoder.encode(QUERY, StandardCharsets.UTF_8)))
        .header("Accept", "application/json");
    Optional.ofNullable(base.getUserInfo()).ifPresent(user -> request.header("Authorization",
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
    return request.GET().build();
  }

  static AlertState read(int status, String body, Instant asked) {
    Tree answer = TreeReader.json(body) instanceof Parsed.Value(Tree tree) ? tree : Tree.NOTHING;
    if (status != 200) {
      return unknown("HTTP " + status + answer.at("error").text().map(error -> ": " + error).orElse(""));
    }
    Tree data = answer.at("data");
    boolean complete = answer.at("status").text().equals(Optional.of("success"))
        && data.at("resultType").text().equals(Optional.of("vector"))
        && data.at("result") instanceof Tree.Sequence;
    if (!complete) {
      return unknown("the answer is none of Prometheus");
    }
    if (!answer.at("warnings").items().isEmpty()) {
      return unknown("the answer may be partial: " + answer.at("warnings").items().getFirst().text().orElse(""));
    }
    Set<String> names = new HashSet<>();
    for (Tree series : data.at("result").items()) {
      Optional<String> name = series.at("metric", "alertname").text();
      if (name.isEmpty()) {
        return unknown("the answer has an alert without a name");
      }
      names.add(name.get());
    }
    return new AlertState.Firing(asked, Set.copyOf(names));
  }

  /** @param detail may be from the other side, so it is not shown at any length */
  static AlertState.Unknown unknown(String detail) {
    return new AlertState.Unknown("Prometheus: " + (detail.length() > SHOWN ? detail.substring(0, SHOWN) : detail));
  }
}

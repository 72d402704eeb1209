package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Refusals;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Finds who answers. Watches are not answered here: they do not end. */
final class Router {

  private static final String ACCESS_REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final Reads reads;
  private final Writes writes;

  Router(ApiServer server) {
    reads = new Reads(server);
    writes = new Writes(server);
  }

  /** What the request is about, if it is about objects at all. */
  static Optional<Target> target(Exchange exchange) throws ApiException {
    Optional<RequestPath> path = RequestPath.parse(exchange.path());
    return path.isEmpty() || exchange.path().equals(ACCESS_REVIEWS)
        ? Optional.empty() : Optional.of(Target.of(path.get()));
  }

  Answer answer(Exchange exchange) {
    try {
      Optional<Answer> fixed = fixed(exchange);
      if (fixed.isPresent()) {
        return fixed.get();
      }
      Optional<Target> target = target(exchange);
      return target.isEmpty() ? Answer.text(404, "404 page not found\n") : answer(target.get(), exchange);
    } catch (ApiException e) {
      return Answer.refusal(e);
    }
  }

  private static Optional<Answer> fixed(Exchange exchange) throws ApiException {
    if (exchange.path().equals(ACCESS_REVIEWS)) {
      return Optional.of(review(exchange));
    }
    if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      return Optional.empty();
    }
    String path = exchange.path().length() > 1 && exchange.path().endsWith("/")
        ? exchange.path().substring(0, exchange.path().length() - 1) : exchange.path();
    return Fixed.answer(path).or(() -> Discovery.answer(path)).or(() -> OpenApi.answer(path));
  }

  private static Answer review(Exchange exchange) throws ApiException {
    if (!exchange.method().equals("POST")) {
      throw Refusals.methodNotAllowed();
    }
    ObjectNode review = Bodies.object(exchange, "SelfSubjectAccessReview");
    review.putObject("status").put("allowed", true);
    return Answer.json(Answer.CREATED, review);
  }

  private Answer answer(Target target, Exchange exchange) throws ApiException {
    boolean collection = target.isCollection();
    boolean actions = target.subresource().equals("eviction") || target.subresource().equals("binding");
    return switch (exchange.method()) {
      case "GET" -> {
        if (actions) {
          throw Refusals.methodNotAllowed();
        }
        yield collection ? reads.list(target, exchange) : reads.get(target, exchange);
      }
      case "POST" -> {
        if (!collection && !actions) {
          throw Refusals.methodNotAllowed();
        }
        yield collection ? writes.create(target, exchange) : writes.act(target, exchange);
      }
      case "PUT", "PATCH" -> {
        if (collection || actions) {
          throw Refusals.methodNotAllowed();
        }
        yield exchange.method().equals("PUT") ? writes.update(target, exchange) : writes.patch(target, exchange);
      }
      case "DELETE" -> {
        if (!target.subresource().isEmpty()) {
          throw Refusals.methodNotAllowed();
        }
        yield collection ? writes.deleteAll(target, exchange) : writes.delete(target, exchange);
      }
      default -> throw Refusals.methodNotAllowed();
    };
  }
}

package dev.driftless.edge.kube;

import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.Mode;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the API server what we may do: one SelfSubjectAccessReview per verb and resource. */
public final class Permissions {

  private static final int FORBIDDEN = 403;

  /** What a proof needs; without it one can go on, see {@code drift.proof}. */
  static final Need PROVE = new Need("create", "", "pods", Optional.empty());

  private final Connection connection;
  private final String meshNamespace;

  public Permissions(Connection connection, String meshNamespace) {
    this.connection = connection;
    this.meshNamespace = meshNamespace;
  }

  /** What came of asking. */
  public sealed interface Report {

    /** @param missing as {@code list configmaps in istio-system} or {@code patch deployments.apps} */
    record Checked(List<String> missing) implements Report {}

    /** We may not even ask; that need not mean that anything else is missing. */
    record NotAllowedToAsk(String detail) implements Report {}
  }

  /**
   * Checks what this mode needs. Blocks.
   *
   * @throws UnreachableException if the API server does not answer
   */
  public Report check(Mode mode) {
    List<String> missing = new ArrayList<>();
    try {
      needs(mode, meshNamespace).filter(need -> !allowed(need)).forEach(need -> missing.add(need.toString()));
      return new Report.Checked(List.copyOf(missing));
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return new Report.NotAllowedToAsk(Causes.of(e));
      }
      throw new UnreachableException("API server " + connection.server() + ": access review: " + Causes.of(e), e);
    }
  }

  /** Control planes are Deployments, which are needed everywhere anyway. */
  static Stream<Need> needs(Mode mode, String meshNamespace) {
    Stream<Need> reads = Catalogue.of(meshNamespace).stream()
        .filter(watched -> watched.resource() != Resource.CONTROL_PLANES)
        .flatMap(watched -> Stream.of("list", "watch")
            .map(verb -> new Need(verb, watched.group(), watched.plural(), watched.namespace())));
    Stream<Need> writes = switch (mode) {
      case OBSERVE -> Stream.of();
      case DRY_RUN, ENFORCE -> Stream.concat(Stream.of("deployments", "statefulsets", "daemonsets")
          .map(plural -> new Need("patch", "apps", plural, Optional.empty())), Stream.of(PROVE));
    };
    return Stream.concat(reads, writes);
  }

  private boolean allowed(Need need) {
    SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
        .withNewSpec()
        .withNewResourceAttributes()
        .withVerb(need.verb())
        .withGroup(need.group())
        .withResource(need.resource())
        .withNamespace(need.namespace().orElse(null))
        .endResourceAttributes()
        .endSpec()
        .build();
    return connection.client().authorization().v1().selfSubjectAccessReview().create(review).getStatus().getAllowed();
  }

  /** @param namespace the only one that it is needed in; empty for all, and for cluster-wide objects */
  record Need(String verb, String group, String resource, Optional<String> namespace) {

    @Override
    public String toString() {
      String name = group.isEmpty() ? resource : resource + "." + group;
      return verb + " " + name + namespace.map(place -> " in " + place).orElse("");
    }
  }
}

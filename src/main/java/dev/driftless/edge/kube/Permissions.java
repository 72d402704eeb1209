package dev.driftless.edge.kube;

import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks the API server what we may do: one SelfSubjectAccessReview per verb and resource. */
public final class Permissions {

  private static final int FORBIDDEN = 403;
  private static final String LEASES = "coordination.k8s.io";

  /** What a proof needs; without it one can go on, see {@code drift.proof}. */
  private static final Need PROVE = Need.of("create", "", "pods", Optional.empty());

  private final Connection connection;

  public Permissions(Connection connection) {
    this.connection = connection;
  }

  /** What came of asking. */
  public sealed interface Report {

    /** @param missing as {@code list configmaps in istio-system} or {@code patch deployments.apps} */
    record Checked(List<String> missing) implements Report {}

    /** We may not even ask; that need not mean that anything else is missing. */
    record NotAllowedToAsk(String detail) implements Report {}
  }

  /**
   * Checks what that policy needs. Blocks.
   *
   * @param leaderElect whether a lease is needed as well
   * @throws UnreachableException if the API server does not answer
   */
  public Report check(Policy policy, boolean leaderElect) {
    Stream<Need> lease = leaderElect ? lease(connection.ownNamespace()) : Stream.of();
    return check(Stream.concat(needs(policy, connection.ownNamespace()), lease));
  }

  /**
   * Checks only what proofs need. Blocks.
   *
   * @throws UnreachableException if the API server does not answer
   */
  public Report checkProving() {
    return check(Stream.of(PROVE));
  }

  private Report check(Stream<Need> needs) {
    List<String> missing = new ArrayList<>();
    try {
      needs.filter(need -> !allowed(need)).forEach(need -> missing.add(need.toString()));
      return new Report.Checked(List.copyOf(missing));
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return new Report.NotAllowedToAsk(Causes.of(e));
      }
      throw new UnreachableException("API server " + connection.server() + ": access review: " + Causes.of(e), e);
    }
  }

  /**
   * Control planes are Deployments, which are needed everywhere anyway.
   *
   * @param own the namespace of the state ConfigMap; a right to create cannot be bound to a name
   */
  static Stream<Need> needs(Policy policy, String own) {
    Stream<Need> reads = Catalogue.of(policy.mesh().namespace()).stream()
        .filter(watched -> watched.resource() != Resource.CONTROL_PLANES)
        .flatMap(watched -> Stream.of("list", "watch")
            .map(verb -> Need.of(verb, watched.group(), watched.plural(), watched.namespace())));
    Stream<Need> state = Stream.of(Need.of("create", "", "configmaps", Optional.of(own)),
        new Need("get", "", "configmaps", Optional.of(own), Optional.of(StateConfigMap.NAME)),
        new Need("patch", "", "configmaps", Optional.of(own), Optional.of(StateConfigMap.NAME)));
    return Stream.of(reads, state, writes(policy)).flatMap(Function.identity());
  }

  /** To take part in the election. */
  static Stream<Need> lease(String own) {
    Need create = Need.of("create", LEASES, "leases", Optional.of(own));
    return Stream.concat(Stream.of(create), Stream.of("get", "update")
        .map(verb -> new Need(verb, LEASES, "leases", Optional.of(own), Optional.of(KubeLeases.NAME))));
  }

  private static Stream<Need> writes(Policy policy) {
    if (policy.mode() == Mode.OBSERVE) {
      return Stream.of();
    }
    Stream<Need> patches = Stream.of("deployments", "statefulsets", "daemonsets", "replicasets")
        .map(plural -> Need.of("patch", "apps", plural, Optional.empty()));
    Stream<Need> others = Stream.of(Need.of("patch", "", "replicationcontrollers", Optional.empty()),
        Need.of("create", "", "pods/eviction", Optional.empty()));
    Stream<Need> proof = policy.proof() == ProofPolicy.OFF ? Stream.of() : Stream.of(PROVE);
    return Stream.of(patches, others, proof).flatMap(Function.identity());
  }

  private boolean allowed(Need need) {
    SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
        .withNewSpec()
        .withNewResourceAttributes()
        .withVerb(need.verb())
        .withGroup(need.group())
        .withResource(need.resource().replaceFirst("/.*", ""))
        .withSubresource(need.subresource().orElse(null))
        .withNamespace(need.namespace().orElse(null))
        .withName(need.name().orElse(null))
        .endResourceAttributes()
        .endSpec()
        .build();
    return connection.client().authorization().v1().selfSubjectAccessReview().create(review).getStatus().getAllowed();
  }

  /**
   * One right.
   *
   * @param resource  with a subresource behind a slash if it is about that
   * @param namespace the only one that it is needed in; empty for all, and for cluster-wide objects
   * @param name      of the only object that it is needed for; empty for all
   */
  record Need(String verb, String group, String resource, Optional<String> namespace, Optional<String> name) {

    static Need of(String verb, String group, String resource, Optional<String> namespace) {
      return new Need(verb, group, resource, namespace, Optional.empty());
    }

    /** What is behind the slash, as in {@code pods/eviction}. */
    Optional<String> subresource() {
      int slash = resource.indexOf('/');
      return slash < 0 ? Optional.empty() : Optional.of(resource.substring(slash + 1));
    }

    @Override
    public String toString() {
      String type = group.isEmpty() ? resource : resource + "." + group;
      return verb + " " + type + name.map(only -> "/" + only).orElse("")
          + namespace.map(place -> " in " + place).orElse("");
    }
  }
}

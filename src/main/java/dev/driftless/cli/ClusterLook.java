package dev.driftless.cli;

import dev.driftless.app.Inquiry;
import dev.driftless.app.SingleLook;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.Review;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.KubeProver;
import dev.driftless.edge.kube.Lister;
import dev.driftless.edge.kube.Permissions;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A cluster looked at once: what was found, what an engine makes of it, and the way to ask for proofs. */
final class ClusterLook {

  private final Connection connection;
  private final Policy policy;
  private final List<Change> found;
  private final Instant now;
  private final Engine engine;

  /**
   * Reads everything. Blocks.
   *
   * @throws dev.driftless.edge.kube.UnreachableException if a list fails
   */
  ClusterLook(Connection connection, Policy policy) {
    this.connection = connection;
    this.policy = policy.at(connection.ownNamespace());
    found = new Lister(connection, policy.mesh().namespace()).list();
    now = connection.clock().instant();
    engine = SingleLook.at(found, this.policy, now);
  }

  Instant now() {
    return now;
  }

  Engine engine() {
    return engine;
  }

  boolean hasNamespace(String name) {
    return found.stream().map(Change::key).anyMatch(new ObjectKey(Resource.NAMESPACES, "", name)::equals);
  }

  /** Asks for a proof wherever one would tell something: sends dry-run creates, which change nothing. */
  void prove(PrintWriter progress) {
    inquiry(progress).ask(engine, () -> engine.openQuestions(now), now);
  }

  /** The same for one workload. */
  void prove(WorkloadRef ref, PrintWriter progress) {
    inquiry(progress).ask(engine, () -> engine.openQuestion(ref, now).stream().toList(), now);
  }

  private Inquiry inquiry(PrintWriter progress) {
    return new Inquiry(new KubeProver(connection)::prove, new ProofProgress(progress, InstantSource.system()));
  }

  /**
   * Asks whether proofs would be permitted, if any restart depends on that. Who may not even ask this is not told
   * anything: the daemon finds out.
   *
   * @throws dev.driftless.edge.kube.UnreachableException if the API server does not answer
   */
  void checkProving() {
    checkProving(review -> true);
  }

  /** The same, if a restart of that workload depends on it. */
  void checkProving(WorkloadRef ref) {
    checkProving(review -> review.ref().equals(ref));
  }

  private void checkProving(Predicate<Review> counts) {
    boolean matters = policy.proof() != ProofPolicy.OFF
        && engine.review(now).stream().anyMatch(review -> review.restart() && counts.test(review));
    if (matters && new Permissions(connection)
        .checkProving() instanceof Permissions.Report.Checked(List<String> missing) && !missing.isEmpty()) {
      engine.unprovable(String.join(", ", missing), now);
    }
  }

  Optional<String> proofDenial() {
    return engine.proofDenial(now);
  }
}

package dev.driftless.app;

import dev.driftless.core.plan.Policy;
import dev.driftless.edge.kube.Connection;
import dev.driftless.edge.kube.Permissions;
import dev.driftless.edge.kube.UnreachableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Logs which rights a policy needs and we lack. What needs them fails when it comes to it; all else goes on. */
public final class Rights {

  private static final Logger LOG = LoggerFactory.getLogger(Rights.class);

  private final Permissions permissions;
  private final boolean leaderElect;

  /** @param leaderElect whether a lease is needed as well */
  public Rights(Connection connection, boolean leaderElect) {
    this.permissions = new Permissions(connection);
    this.leaderElect = leaderElect;
  }

  /**
   * Blocks.
   *
   * @throws UnreachableException if the API server does not answer
   */
  public void check(Policy policy) {
    switch (permissions.check(policy, leaderElect)) {
      case Permissions.Report.Checked(List<String> missing) -> missing.forEach(
          permission -> LOG.atError().addKeyValue("permission", permission).log("permission missing"));
      case Permissions.Report.NotAllowedToAsk(String detail) -> unknown(detail);
    }
  }

  /** The same of one that has come into force meanwhile. */
  void recheck(Policy policy) {
    try {
      check(policy);
    } catch (UnreachableException e) {
      unknown(e.getMessage());
    }
  }

  private static void unknown(String detail) {
    LOG.atWarn().addKeyValue("detail", detail).log("permissions cannot be checked");
  }
}

package dev.driftless.edge.kube;

import dev.driftless.core.model.Change;
import dev.driftless.edge.kube.lean.LeanObject;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;

/** Reads everything once, page by page. */
public final class Lister {

  private final Connection connection;
  private final String meshNamespace;

  public Lister(Connection connection, String meshNamespace) {
    this.connection = connection;
    this.meshNamespace = meshNamespace;
  }

  /**
   * All that is there, as changes. Blocks.
   *
   * @throws UnreachableException if a list fails; the message names it
   */
  public List<Change> list() {
    List<Change> changes = new ArrayList<>();
    Catalogue.of(meshNamespace).forEach(watched -> list(watched, changes));
    return changes;
  }

  private <T extends LeanObject, L extends KubernetesResourceList<T>> void list(Watched<T, L> watched,
      List<Change> changes) {
    try {
      String next = null;
      do {
        L page = watched.in(connection.client())
            .list(new ListOptionsBuilder().withLimit(Watched.PAGE_SIZE).withContinue(next).build());
        page.getItems().forEach(object -> changes.add(watched.change(object)));
        next = page.getMetadata().getContinue();
      } while (next != null && !next.isEmpty());
    } catch (KubernetesClientException e) {
      if (!watched.optional() || e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw failed(watched, e);
      }
    } catch (RuntimeException e) {
      throw failed(watched, e);
    }
  }

  private UnreachableException failed(Watched<?, ?> watched, RuntimeException e) {
    return new UnreachableException(
        "API server " + connection.server() + ": list of " + watched.path() + ": " + Causes.of(e), e);
  }
}

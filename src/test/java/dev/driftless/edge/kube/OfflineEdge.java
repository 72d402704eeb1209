package dev.driftless.edge.kube;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.lean.LeanObject;
import dev.driftless.edge.kube.lean.Serialization;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the edge sends and how it reads, without a network: requests as text, objects as projected facts. */
public final class OfflineEdge {

  private static final KubernetesSerialization LEAN = Serialization.lean();

  private OfflineEdge() {}

  /** A request as it would be sent. @param path below the URL of the API server, with its query */
  public record Request(String method, String path, String contentType, String body) {}

  public static Optional<Request> request(Effect.Write write) {
    return KubeRequest.of(write).map(OfflineEdge::request);
  }

  public static Request request(Effect.Prove prove) {
    return request(KubeRequest.of(prove));
  }

  private static Request request(KubeRequest unlimited) {
    KubeRequest request = unlimited.within(Connection.REQUEST_TIMEOUT);
    return new Request(request.method(), request.path(), request.contentType(), request.body());
  }

  public static Answer answer(Effect.Write write, int status, String body) {
    return Answers.of(write, status, body);
  }

  public static ProofAnswer proofAnswer(int status, String body) {
    return Answers.ofProof(status, body, LEAN);
  }

  /** How one resource is read. */
  public interface Reader {

    Resource resource();

    /** Empty for the core group. */
    String group();

    String plural();

    /** Empty for all. */
    Optional<String> namespace();

    Map<String, String> labels();

    ObjectKey key(String namespace, String name);

    /** @param json the object */
    Change change(String json);
  }

  /** One for each resource that the daemon watches. */
  public static List<Reader> readers(String meshNamespace) {
    return Catalogue.of(meshNamespace).stream().<Reader>map(OfflineEdge::reader).toList();
  }

  private static <T extends LeanObject, L extends KubernetesResourceList<T>> Reader reader(Watched<T, L> watched) {
    return new Reader() {
      @Override
      public Resource resource() {
        return watched.resource();
      }

      @Override
      public String group() {
        return watched.group();
      }

      @Override
      public String plural() {
        return watched.plural();
      }

      @Override
      public Optional<String> namespace() {
        return watched.namespace();
      }

      @Override
      public Map<String, String> labels() {
        return watched.labels();
      }

      @Override
      public ObjectKey key(String namespace, String name) {
        return new ObjectKey(watched.resource(), namespace, name);
      }

      @Override
      public Change change(String json) {
        return watched.change(LEAN.unmarshal(json, watched.type()));
      }
    };
  }
}

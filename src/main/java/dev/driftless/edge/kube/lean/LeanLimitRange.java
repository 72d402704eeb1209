package dev.driftless.edge.kube.lean;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

import java.util.List;
import java.util.Map;

/** A LimitRange. */
@Group("")
@Version("v1")
@Kind("LimitRange")
@SuppressWarnings("serial") // read by Jackson, never by Java serialization
public final class LeanLimitRange extends LeanObject implements Namespaced {

  private Spec spec = Spec.NONE;

  public Spec getSpec() {
    return spec;
  }

  public void setSpec(Spec spec) {
    this.spec = spec;
  }

  public record Spec(List<Limit> limits) implements Partial {

    static final Spec NONE = new Spec(List.of());

    public Spec {
      limits = Absent.orEmpty(limits);
    }
  }

  /**
   * One of its limits.
   *
   * @param limit    {@code default}: limits of containers that name none; also requested if they name no request
   * @param request  {@code defaultRequest}
   */
  public record Limit(String type, @JsonProperty("default") Map<String, String> limit,
      @JsonProperty("defaultRequest") Map<String, String> request) implements Partial {

    public Limit {
      type = Absent.orEmpty(type);
      limit = limit == null ? Map.of() : limit;
      request = request == null ? Map.of() : request;
    }
  }

  /** A page of them. */
  public static final class Page extends DefaultKubernetesResourceList<LeanLimitRange> {}
}

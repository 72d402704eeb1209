package dev.driftless.edge.kube.lean;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

import java.util.Map;
import java.util.Objects;

/** What all of them have. */
@JsonDeserialize(using = ValueDeserializer.None.class)
public abstract class LeanObject implements HasMetadata, Partial {

  private static final long serialVersionUID = 1L;

  @JsonIgnoreProperties({"managedFields", "finalizers", "generateName", "selfLink"})
  private ObjectMeta metadata = new ObjectMeta();

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }

  /** Fixed by the class. */
  @Override
  public void setApiVersion(String version) {}

  public String name() {
    return metadata.getName();
  }

  /** Empty for a cluster-wide object. One string for all objects of a namespace: they are many, and it is kept. */
  public String namespace() {
    return Objects.requireNonNullElse(metadata.getNamespace(), "").intern();
  }

  /** Empty for what does not come from an API server. */
  public String resourceVersion() {
    return Objects.requireNonNullElse(metadata.getResourceVersion(), "");
  }

  public Map<String, String> labels() {
    return Objects.requireNonNullElse(metadata.getLabels(), Map.of());
  }

  public Map<String, String> annotations() {
    return Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
  }

  public boolean deleting() {
    return metadata.getDeletionTimestamp() != null;
  }

  /** 0 for kinds without one. */
  public long generation() {
    return Objects.requireNonNullElse(metadata.getGeneration(), 0L);
  }
}

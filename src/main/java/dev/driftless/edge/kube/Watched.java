package dev.driftless.edge.kube;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.lean.LeanObject;
import dev.driftless.edge.kube.projection.Projector;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How one resource is read.
 *
 * @param namespace the only namespace that is looked at; empty for all, and for cluster-wide objects
 * @param optional  whether the API server may not know the resource at all: then there is none
 * @param labels    what its objects must be labelled
 */
record Watched<T extends LeanObject, L extends KubernetesResourceList<T>>(Resource resource, Class<T> type,
    Class<L> page, Supplier<T> blank, Optional<String> namespace, Map<String, String> labels, boolean optional,
    Projector<T> projector) {

  /** Objects asked for at once. fabric8 holds and reads whole pages on an event loop: those of client-go have 500. */
  static final long PAGE_SIZE = 100;

  ObjectKey key(T object) {
    return new ObjectKey(resource, object.namespace(), object.name());
  }

  Change change(T object) {
    ObjectKey key = key(object);
    return projector.project(object).<Change>map(facts -> new Change.Observed(key, facts))
        .orElseGet(() -> new Change.Gone(key));
  }

  FilterWatchListDeletable<T, L, io.fabric8.kubernetes.client.dsl.Resource<T>> in(KubernetesClient client) {
    var all = client.resources(type, page);
    FilterWatchListDeletable<T, L, io.fabric8.kubernetes.client.dsl.Resource<T>> scoped =
        namespace.isPresent() ? all.inNamespace(namespace.get()) : all.inAnyNamespace();
    return labels.isEmpty() ? scoped : scoped.withLabels(labels);
  }

  /** Empty for the core group. */
  String group() {
    return Objects.requireNonNullElse(HasMetadata.getGroup(type), "");
  }

  String plural() {
    return HasMetadata.getPlural(type);
  }

  /** The path of the collection, below the URL of the API server. */
  String path() {
    String api = group().isEmpty() ? "/api/" : "/apis/" + group() + "/";
    String scope = namespace.map(name -> "/namespaces/" + name).orElse("");
    return api + HasMetadata.getVersion(type) + scope + "/" + plural();
  }
}

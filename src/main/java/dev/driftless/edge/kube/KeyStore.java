package dev.driftless.edge.kube;

import dev.driftless.edge.kube.lean.LeanObject;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an informer remembers of its objects: their names and resource versions. That is enough to tell new from known,
 * changed from unchanged after a new list, and which are gone. The objects that it gives back have nothing else.
 *
 * @param <T> the objects
 */
final class KeyStore<T extends LeanObject> implements ItemStore<T> {

  private final Map<String, String> versions = new ConcurrentHashMap<>();
  private final Supplier<T> blank;

  KeyStore(Supplier<T> blank) {
    this.blank = blank;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public T put(String key, T object) {
    return stub(key, versions.put(key, object.getMetadata().getResourceVersion()));
  }

  @Override
  public T remove(String key) {
    return stub(key, versions.remove(key));
  }

  @Override
  public Stream<String> keySet() {
    return versions.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return versions.entrySet().stream().map(entry -> stub(entry.getKey(), entry.getValue()));
  }

  @Override
  public int size() {
    return versions.size();
  }

  @Override
  public T get(String key) {
    return stub(key, versions.get(key));
  }

  @Override
  public boolean isFullState() {
    return false;
  }

  /** As fabric8 asks: {@code null} for what is not there. */
  private T stub(String key, String version) {
    if (version == null) {
      return null;
    }
    T object = blank.get();
    int slash = key.indexOf('/');
    object.getMetadata().setNamespace(slash < 0 ? null : key.substring(0, slash));
    object.getMetadata().setName(key.substring(slash + 1));
    object.getMetadata().setResourceVersion(version);
    return object;
  }
}

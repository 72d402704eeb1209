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

  /** By namespace and name: the names are those of the facts, a key of its own for each object is not kept. */
  private final Map<String, Map<String, String>> versions = new ConcurrentHashMap<>();
  private final Supplier<T> blank;

  KeyStore(Supplier<T> blank) {
    this.blank = blank;
  }

  private record Place(String namespace, String name) {

    static Place of(String key) {
      int slash = key.indexOf('/');
      return new Place(slash < 0 ? "" : key.substring(0, slash), key.substring(slash + 1));
    }

    String key() {
      return namespace.isEmpty() ? name : namespace + '/' + name;
    }
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public T put(String key, T object) {
    return stub(new Place(object.namespace(), object.name()), versions
        .computeIfAbsent(object.namespace(), namespace -> new ConcurrentHashMap<>())
        .put(object.name(), object.getMetadata().getResourceVersion()));
  }

  @Override
  public T remove(String key) {
    Place place = Place.of(key);
    return stub(place, names(place).isEmpty() ? null : names(place).remove(place.name()));
  }

  @Override
  public Stream<String> keySet() {
    return places().map(Place::key);
  }

  @Override
  public Stream<T> values() {
    return places().flatMap(place -> Stream.ofNullable(stub(place, names(place).get(place.name()))));
  }

  private Stream<Place> places() {
    return versions.entrySet().stream()
        .flatMap(names -> names.getValue().keySet().stream().map(name -> new Place(names.getKey(), name)));
  }

  @Override
  public int size() {
    return versions.values().stream().mapToInt(Map::size).sum();
  }

  @Override
  public T get(String key) {
    Place place = Place.of(key);
    return stub(place, names(place).get(place.name()));
  }

  private Map<String, String> names(Place place) {
    return versions.getOrDefault(place.namespace(), Map.of());
  }

  @Override
  public boolean isFullState() {
    return false;
  }

  /** As fabric8 asks: {@code null} for what is not there. */
  private T stub(Place place, String version) {
    if (version == null) {
      return null;
    }
    T object = blank.get();
    object.getMetadata().setNamespace(place.namespace().isEmpty() ? null : place.namespace());
    object.getMetadata().setName(place.name());
    object.getMetadata().setResourceVersion(version);
    return object;
  }
}

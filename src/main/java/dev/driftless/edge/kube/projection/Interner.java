package dev.driftless.edge.kube.projection;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Gives one object for all equal ones. Holds them weakly: what nobody uses any more is forgotten. For any thread.
 */
public final class Interner {

  private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

  /** @return the first of all objects equal to this one, as long as anybody holds it */
  @SuppressWarnings("unchecked")
  public synchronized <T> T one(T object) {
    WeakReference<Object> reference = known.get(object);
    Object first = reference == null ? null : reference.get();
    if (first == null) {
      known.put(object, new WeakReference<>(object));
      return object;
    }
    return (T) first;
  }
}

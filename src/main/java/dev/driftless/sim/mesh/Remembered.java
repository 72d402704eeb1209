package dev.driftless.sim.mesh;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The last results of a function; what was not asked for longest is forgotten first. */
final class Remembered<K, V> {

  private final Map<K, V> results;

  Remembered(int limit) {
    results = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
      }
    };
  }

  V get(K key, Function<K, V> function) {
    V known = results.get(key);
    if (known == null) {
      known = function.apply(key);
      results.put(key, known);
    }
    return known;
  }
}

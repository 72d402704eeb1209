package dev.driftless.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a container asks for and may take, by the name of the resource. */
public record Resources(SortedMap<String, Quantity> requests, SortedMap<String, Quantity> limits) {

  public static final Resources NONE = new Resources(new TreeMap<>(), new TreeMap<>());

  public Resources {
    requests = Collections.unmodifiableSortedMap(new TreeMap<>(requests));
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
  }

  /** As the API server stores it: what is limited and not requested is requested as well, all in thousandths. */
  public Resources defaulted() {
    SortedMap<String, Quantity> all = new TreeMap<>(limits);
    all.putAll(requests);
    all.replaceAll((name, amount) -> amount.inThousandths());
    SortedMap<String, Quantity> limited = new TreeMap<>(limits);
    limited.replaceAll((name, amount) -> amount.inThousandths());
    return new Resources(all, limited);
  }

  /** With those of another laid over it, amount by amount. */
  public Resources overlaid(Resources above) {
    SortedMap<String, Quantity> requested = new TreeMap<>(requests);
    requested.putAll(above.requests);
    SortedMap<String, Quantity> limited = new TreeMap<>(limits);
    limited.putAll(above.limits);
    return new Resources(requested, limited);
  }

  /** For people: {@code requests cpu=100m memory=128Mi, limits cpu=2}; {@code none}. */
  @Override
  public String toString() {
    String text = print("requests", requests) + (requests.isEmpty() || limits.isEmpty() ? "" : ", ")
        + print("limits", limits);
    return text.isEmpty() ? "none" : text;
  }

  private static String print(String name, Map<String, Quantity> amounts) {
    return amounts.isEmpty() ? "" : name + amounts.entrySet().stream()
        .map(amount -> " " + amount.getKey() + "=" + amount.getValue()).collect(Collectors.joining());
  }
}

package dev.driftless.core.drift;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says in what two sets of settings differ, and nothing of what they share. */
final class SettingsDifference {

  private static final int LONGEST = 80;

  private SettingsDifference() {}

  static Drift of(Map<String, String> actual, Map<String, String> expected) {
    TreeSet<String> names = new TreeSet<>(actual.keySet());
    names.addAll(expected.keySet());
    names.removeIf(name -> Objects.equals(actual.get(name), expected.get(name)));
    return new Drift(DriftReason.PROXY_CONFIG, PodComparison.CONTAINER, print(names, actual), print(names, expected),
        1);
  }

  private static String print(TreeSet<String> names, Map<String, String> settings) {
    return names.stream().map(name -> name + "=" + shortened(settings.getOrDefault(name, "(default)")))
        .collect(Collectors.joining(" "));
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}

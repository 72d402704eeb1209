package dev.driftless.edge.kube.lean;

import java.util.List;

/** What an absent value is read as. */
final class Absent {

  private Absent() {}

  static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}

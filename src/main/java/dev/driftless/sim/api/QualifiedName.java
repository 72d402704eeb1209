package dev.driftless.sim.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A name with a domain before it, or without: {@code example.com/name}. So are the keys of labels and annotations. */
final class QualifiedName {

  private static final int LONGEST_PREFIX = 253;
  private static final int LONGEST_NAME = 63;
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final String NOT_A_SUBDOMAIN = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
      + " characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used"
      + " for validation is '" + SUBDOMAIN + "')";
  private static final String NOT_A_NAME = "must consist of alphanumeric characters, '-', '_' or '.', and must start"
      + " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
      + " validation is '" + NAME + "')";

  private QualifiedName() {}

  /** What is wrong with it; nothing if it is one. */
  static List<String> mistakes(String text) {
    int slash = text.indexOf('/');
    if (slash != text.lastIndexOf('/')) {
      return List.of("a valid label key " + NOT_A_NAME + " with an optional DNS subdomain prefix and '/' (e.g."
          + " 'example.com/MyName')");
    }
    List<String> mistakes = new ArrayList<>();
    if (slash == 0) {
      mistakes.add("prefix part must be non-empty");
    } else if (slash > 0) {
      subdomainMistakes(text.substring(0, slash)).forEach(mistake -> mistakes.add("prefix part " + mistake));
    }
    String name = text.substring(slash + 1);
    if (name.isEmpty()) {
      mistakes.add("name part must be non-empty");
    } else if (name.length() > LONGEST_NAME) {
      mistakes.add("name part must be no more than " + LONGEST_NAME + " bytes");
    }
    if (!NAME.matcher(name).matches()) {
      mistakes.add("name part " + NOT_A_NAME);
    }
    return mistakes;
  }

  /** What is wrong with the name of most objects; nothing if it is one. */
  static List<String> subdomainMistakes(String text) {
    List<String> mistakes = new ArrayList<>();
    if (!SUBDOMAIN.matcher(text).matches()) {
      mistakes.add(NOT_A_SUBDOMAIN);
    }
    if (text.length() > LONGEST_PREFIX) {
      mistakes.add("must be no more than " + LONGEST_PREFIX + " characters");
    }
    return mistakes;
  }
}

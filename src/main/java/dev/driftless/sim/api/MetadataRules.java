package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What names, labels and annotations may look like. */
final class MetadataRules {

  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_PART = 63;
  private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern PART = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final String REGEX_USED = "regex used for validation is '%s')";

  private MetadataRules() {}

  static void check(ResourceType type, JsonNode object, List<FieldError> errors) {
    String name = Metadata.name(object);
    if (name.isEmpty()) {
      errors.add(FieldError.required("metadata.name", "name or generateName is required"));
    } else {
      name(type, name, errors);
    }
    labels(object.path("metadata").path("labels"), "metadata.labels", errors);
    object.path("metadata").path("annotations").propertyNames()
        .forEach(key -> key(key, "metadata.annotations", errors));
  }

  private static void name(ResourceType type, String name, List<FieldError> errors) {
    JsonNode found = text(name);
    boolean label = List.of(ResourceTypes.NAMESPACES, ResourceTypes.SERVICES).contains(type);
    if (label) {
      if (!LABEL.matcher(name).matches()) {
        errors.add(FieldError.invalid("metadata.name", found, dnsLabel()));
      }
    } else if (!SUBDOMAIN.matcher(name).matches()) {
      errors.add(FieldError.invalid("metadata.name", found, "a lowercase RFC 1123 subdomain must consist of lower case"
          + " alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g."
          + " 'example.com', " + REGEX_USED.formatted(SUBDOMAIN)));
    }
    int longest = label ? LONGEST_PART : LONGEST_NAME;
    if (name.length() > longest) {
      errors.add(FieldError.invalid("metadata.name", found, "must be no more than " + longest + " characters"));
    }
  }

  static String dnsLabel() {
    return "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
        + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', " + REGEX_USED.formatted(LABEL);
  }

  static boolean isDnsLabel(String name) {
    return name.length() <= LONGEST_PART && LABEL.matcher(name).matches();
  }

  static void labels(JsonNode labels, String field, List<FieldError> errors) {
    labels.forEachEntry((key, value) -> {
      key(key, field, errors);
      String text = value.asString("");
      if (text.length() > LONGEST_PART) {
        errors.add(FieldError.invalid(field, value, "must be no more than 63 bytes"));
      } else if (!VALUE.matcher(text).matches()) {
        errors.add(FieldError.invalid(field, value, "a valid label must be an empty string or consist of alphanumeric"
            + " characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
            + " 'my_value',  or '12345', " + REGEX_USED.formatted(VALUE)));
      }
    });
  }

  /** Whether labels may have that key. */
  static boolean isKey(String key) {
    List<FieldError> errors = new ArrayList<>();
    key(key, "", errors);
    return errors.isEmpty();
  }

  private static void key(String key, String field, List<FieldError> errors) {
    String part = key.substring(key.indexOf('/') + 1);
    String prefix = key.contains("/") ? key.substring(0, key.indexOf('/')) : "x";
    if (part.length() > LONGEST_PART) {
      errors.add(FieldError.invalid(field, text(key), "name part must be no more than 63 bytes"));
    } else if (!PART.matcher(part).matches() || !SUBDOMAIN.matcher(prefix.toLowerCase(Locale.ROOT)).matches()) {
      errors.add(FieldError.invalid(field, text(key), "name part must consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', "
          + REGEX_USED.formatted(PART)));
    }
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }
}

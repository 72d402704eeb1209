package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names, labels and annotations may look like. */
final class MetadataRules {

  private static final int LONGEST_PART = 63;
  private static final int MOST_ANNOTATIONS = 256 * 1024;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final String REGEX_USED = "regex used for validation is '%s')";

  private MetadataRules() {}

  static void check(ResourceType type, JsonNode object, List<FieldError> errors) {
    JsonNode metadata = object.path("metadata");
    String name = Metadata.name(object);
    if (name.isEmpty()) {
      errors.add(FieldError.required("metadata.name", "name or generateName is required"));
    } else {
      name(type, name, errors);
    }
    labels(metadata.path("labels"), "metadata.labels", errors);
    annotations(metadata.path("annotations"), "metadata.annotations", errors);
    OwnerRules.check(metadata.path("ownerReferences"), errors);
    FinalizerRules.check(type, metadata.path("finalizers"), errors);
  }

  private static void name(ResourceType type, String name, List<FieldError> errors) {
    JsonNode found = text(name);
    if (!List.of(ResourceTypes.NAMESPACES, ResourceTypes.SERVICES).contains(type)) {
      QualifiedName.subdomainMistakes(name)
          .forEach(mistake -> errors.add(FieldError.invalid("metadata.name", found, mistake)));
      return;
    }
    if (!LABEL.matcher(name).matches()) {
      errors.add(FieldError.invalid("metadata.name", found, dnsLabel()));
    }
    if (name.length() > LONGEST_PART) {
      errors.add(FieldError.invalid("metadata.name", found, "must be no more than " + LONGEST_PART + " characters"));
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
      labelMistake(value.asString("")).ifPresent(mistake -> errors.add(FieldError.invalid(field, value, mistake)));
    });
  }

  /** What is wrong with the value of a label. */
  static Optional<String> labelMistake(String value) {
    if (value.length() > LONGEST_PART) {
      return Optional.of("must be no more than 63 bytes");
    }
    return VALUE.matcher(value).matches() ? Optional.empty()
        : Optional.of("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
            + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', "
            + REGEX_USED.formatted(VALUE));
  }

  static void annotations(JsonNode annotations, String field, List<FieldError> errors) {
    long size = 0;
    for (String key : annotations.propertyNames()) {
      QualifiedName.mistakes(key.toLowerCase(Locale.ROOT))
          .forEach(mistake -> errors.add(FieldError.invalid(field, text(key), mistake)));
      size += GoText.length(key) + GoText.length(annotations.path(key).asString(""));
    }
    if (size > MOST_ANNOTATIONS) {
      errors.add(FieldError.tooLong(field, MOST_ANNOTATIONS));
    }
  }

  static void key(String key, String field, List<FieldError> errors) {
    QualifiedName.mistakes(key).forEach(mistake -> errors.add(FieldError.invalid(field, text(key), mistake)));
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }
}

package dev.driftless.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.util.Map;

/** Writes documents, the same for all commands. */
final class Documents {

  private Documents() {}

  static String json(Map<String, Object> document) {
    return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(document) + "\n";
  }

  static String yaml(Map<String, Object> document) {
    return new YAMLMapper().writeValueAsString(document);
  }
}

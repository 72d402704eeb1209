package dev.driftless.cli;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** How a plan is printed. */
enum PlanOutput {
  TABLE, JSON, YAML;

  /** @param all whether to include the workloads that are in sync */
  String render(PlanReport report, boolean all) {
    return switch (this) {
      case TABLE -> PlanTable.render(report, all);
      case JSON -> write(JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build(), report, all) + "\n";
      case YAML -> write(new YAMLMapper(), report, all);
    };
  }

  private static String write(ObjectMapper mapper, PlanReport report, boolean all) {
    return mapper.writeValueAsString(report.document(all));
  }
}

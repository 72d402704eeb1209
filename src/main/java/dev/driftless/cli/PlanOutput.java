package dev.driftless.cli;

/** How a plan is printed. */
enum PlanOutput {
  TABLE, JSON, YAML;

  /** @param all whether to include the workloads that are in sync */
  String render(PlanReport report, boolean all) {
    return switch (this) {
      case TABLE -> PlanTable.render(report, all);
      case JSON -> Documents.json(report.document(all));
      case YAML -> Documents.yaml(report.document(all));
    };
  }
}

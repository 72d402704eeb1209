package dev.driftless.cli;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Review;
import dev.driftless.core.engine.RevisionReview;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.stuck.Stuck;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan for people. */
final class PlanTable {

  private static final List<String> HEADER =
      List.of("KIND", "NAMESPACE", "NAME", "PODS", "VERDICT", "WHAT", "ACTION", "WHY NOT NOW");

  private static final String HINT =
      "UNPROVEN: so far computed only; `plan --prove` asks the API server what a new pod would get.\n";
  private static final int LONGEST = 60;
  private static final int KEPT = 29;

  private PlanTable() {}

  static String render(PlanReport report, boolean all) {
    StringBuilder out = new StringBuilder();
    for (RevisionReview revision : report.revisions()) {
      out.append("revision ").append(revision.name()).append(": ").append(revision.controlPlane().label())
          .append(revision.image().isEmpty() ? "" : ", istiod " + revision.image())
          .append(revision.tags().isEmpty() ? "" : ", tags " + String.join(", ", revision.tags()))
          .append(revision.detail().isEmpty() ? "" : " (" + revision.detail() + ")").append('\n');
    }
    report.proofs().notPermitted()
        .ifPresent(detail -> out.append("proofs: not permitted: ").append(oneLine(detail)).append('\n'));
    List<List<String>> rows = new ArrayList<>();
    report.shown(all).forEach(review -> rows.add(row(review)));
    if (!rows.isEmpty()) {
      rows.addFirst(HEADER);
      out.append('\n').append(aligned(rows));
    }
    out.append('\n').append(summary(report)).append('\n');
    return out.append(report.isProvable() ? HINT : "").toString();
  }

  private static String summary(PlanReport report) {
    return report.inSync() + " in sync, " + report.count(Verdict.Drifted.class) + " drifted, "
        + report.count(Verdict.Exempt.class) + " exempt, " + report.count(Verdict.Unknown.class) + " unknown, "
        + report.unmanaged() + " without a sidecar"
        + (report.stuck() == 0 ? "" : ", " + report.stuck() + " with stuck pods")
        + "; to restart: " + report.restartNow() + " now, "
        + report.restartUnproven() + " once proved, " + report.restartDeferred() + " deferred";
  }

  private static List<String> row(Review review) {
    return List.of(review.ref().kind().label(), review.ref().namespace(), review.ref().name(),
        Integer.toString(review.pods()), review.verdict().label(), what(review), review.action().label(),
        whyNot(review))
        .stream().map(PlanTable::oneLine).toList();
  }

  /** Details may quote what is in the cluster; a terminal must see neither line ends nor control sequences of it. */
  private static String oneLine(String cell) {
    return cell.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String what(Review review) {
    Stream<String> verdict = review.verdict() instanceof Verdict.Unknown unknown ? Stream.of(unknown.reason().name())
        : review.drifts().stream().map(PlanTable::drift);
    List<String> all = Stream.concat(verdict, review.stuck().stream().map(PlanTable::stuck)).toList();
    return all.isEmpty() ? "-" : String.join(", ", all);
  }

  private static String stuck(Stuck stuck) {
    String diagnosis = "stuck: " + stuck.finding().diagnosis();
    if (stuck.pod().isEmpty()) {
      return diagnosis;
    }
    return diagnosis + " (" + stuck.pod() + (stuck.pods() == 1 ? ")" : " and " + (stuck.pods() - 1) + " more)");
  }

  private static String drift(Drift drift) {
    return drift.reason() + " " + shortened(drift.actual()) + " → " + shortened(drift.expected());
  }

  /** Without its middle: both the registry and the tag of an image say something. */
  private static String shortened(String value) {
    return value.length() <= LONGEST ? value
        : value.substring(0, KEPT) + "…" + value.substring(value.length() - KEPT);
  }

  private static String whyNot(Review review) {
    return switch (review.verdict()) {
      case Verdict.Exempt exempt -> exempt.reason() + ": " + exempt.detail();
      case Verdict.Unknown unknown -> unknown.detail();
      case Verdict.InSync inSync -> "-";
      case Verdict.Drifted drifted -> review.deferred().isEmpty() ? "-" : review.deferred().stream()
          .map(PlanTable::deferral).collect(Collectors.joining("; "));
    };
  }

  private static String deferral(Deferral deferral) {
    if (deferral.reason() == DeferReason.UNPROVEN) {
      return deferral.reason().name();
    }
    return deferral.reason() + " (" + deferral.detail()
        + deferral.until().map(end -> "; until " + end.truncatedTo(ChronoUnit.SECONDS)).orElse("") + ")";
  }

  private static String aligned(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}

package dev.driftless.e2e;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What one {@code plan -o json} answered. */
record Plan(int exitCode, JsonNode document, String errors) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** @param why the reason of the verdict; empty for one that is drifted */
  record Workload(Ref ref, int pods, String verdict, String why, Set<String> reasons, String action,
      Map<String, String> deferred, JsonNode json) {

    static Workload of(JsonNode json) {
      Map<String, String> deferred = elements(json.path("deferred")).stream().collect(Collectors.toMap(
          each -> each.path("reason").asString(""), each -> each.path("detail").asString(""), (a, b) -> a + "; " + b));
      return new Workload(
          new Ref(json.path("kind").asString(""), json.path("namespace").asString(""), json.path("name").asString("")),
          json.path("pods").asInt(-1), json.path("verdict").asString(""),
          json.path("why").path("reason").asString(""),
          elements(json.path("reasons")).stream().map(each -> each.path("reason").asString(""))
              .collect(Collectors.toSet()),
          json.path("action").asString(""), deferred, json);
    }

    @Override
    public String toString() {
      return ref + " " + verdict + " " + why + reasons + " " + action + " " + deferred;
    }
  }

  /** Runs it to its end, with the daemon's own account. */
  static Plan of(Cluster cluster, String config, String... flags) {
    Path file = cluster.dir().resolve("plan.yaml");
    Path output = cluster.dir().resolve("plan.json");
    Path errors = cluster.dir().resolve("plan.log");
    Programs.write(file, config);
    List<String> arguments = new ArrayList<>(List.of("plan", "--kubeconfig", cluster.driftlessKubeconfig().toString(),
        "--config", file.toString(), "-o", "json"));
    arguments.addAll(List.of(flags));
    Process process = Programs.start(new ProcessBuilder(Programs.driftless(arguments))
        .redirectOutput(output.toFile()).redirectError(errors.toFile()));
    int exitCode = Programs.await(process, LIMIT, "plan");
    try {
      return new Plan(exitCode, JsonMapper.shared().readTree(Programs.read(output)), Programs.read(errors));
    } catch (JacksonException e) {
      throw new IllegalStateException("plan, exit code " + exitCode + ": " + e.getOriginalMessage() + "\n"
          + Programs.tail(output) + Programs.tail(errors), e);
    }
  }

  List<Workload> workloads() {
    return elements(document.path("workloads")).stream().map(Workload::of).toList();
  }

  Map<Ref, Workload> byRef() {
    return workloads().stream().collect(Collectors.toMap(Workload::ref, Function.identity()));
  }

  Set<Ref> refs() {
    return new HashSet<>(byRef().keySet());
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}

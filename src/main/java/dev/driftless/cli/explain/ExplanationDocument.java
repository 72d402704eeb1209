package dev.driftless.cli.explain;

import dev.driftless.cli.document.ProxyDocument;
import dev.driftless.cli.document.WorkloadDocument;
import dev.driftless.core.injection.Gate;
import dev.driftless.core.injection.WebhookSelection;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.remediation.Marks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An explanation for scripts: the document {@code driftless.dev/v1alpha1 Explanation}. */
public final class ExplanationDocument {

  private ExplanationDocument() {}

  public static Map<String, Object> of(Explanation explanation) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "driftless.dev/v1alpha1");
    document.put("kind", "Explanation");
    document.put("generatedAt", explanation.at().toString());
    document.put("answer", Headline.of(explanation));
    explanation.asked().ifPresent(pod -> document.put("askedFor", pod));
    document.put("workload", WorkloadDocument.of(explanation.story().review(), explanation.around().reactions()));
    document.put("inScope", explanation.around().inScope());
    document.put("gates", explanation.story().gates().stream().map(ExplanationDocument::gate).toList());
    document.put("webhooks", explanation.story().webhooks().stream().map(ExplanationDocument::webhook).toList());
    document.put("pods", explanation.groups().entrySet().stream().map(ExplanationDocument::pods).toList());
    explanation.story().turn().ifPresent(turn -> document.put("turn",
        Map.of("position", turn.position(), "of", turn.of(), "wave", turn.wave())));
    explanation.story().marks().ifPresent(marks -> document.put("lastRestart", restart(marks)));
    return document;
  }

  private static Map<String, Object> gate(Gate gate) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("gate", gate.name().name());
    object.put("answer", gate.answer().name());
    object.put("detail", gate.words());
    return object;
  }

  private static Map<String, Object> webhook(WebhookSelection webhook) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", webhook.name());
    object.put("revision", webhook.revision());
    webhook.tag().ifPresent(tag -> object.put("tag", tag));
    object.put("matches", webhook.matches());
    object.put("unmet", webhook.unmet());
    return object;
  }

  private static Map<String, Object> pods(Map.Entry<Optional<Proxy>, List<PodFacts>> group) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("names", group.getValue().stream().map(PodFacts::name).toList());
    object.put("injected", group.getKey().isPresent());
    group.getKey().ifPresent(proxy -> object.putAll(ProxyDocument.of(proxy)));
    return object;
  }

  private static Map<String, Object> restart(Marks marks) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("restartId", marks.restartId());
    object.put("attempt", marks.attempt());
    object.put("startedAt", marks.startedAt().toString());
    object.put("target", marks.target());
    return object;
  }
}

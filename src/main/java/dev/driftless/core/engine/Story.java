package dev.driftless.core.engine;

import dev.driftless.core.drift.Consent;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Gate;
import dev.driftless.core.injection.Injection;
import dev.driftless.core.injection.WebhookSelection;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.plan.Turn;
import dev.driftless.core.remediation.Marks;

import java.util.List;
import java.util.Optional;

/**
 * Everything that a {@link Review} rests on, for one who asks about a single workload.
 *
 * @param gates    its template's way through the injector, by the configuration alone; empty if there is nothing to
 *                 lead through them
 * @param webhooks of Istio, and what each of them says to the template; empty as above
 * @param consent  the verdict that people or its owner would make of a drift ({@code Exempt} or {@code Unknown}),
 *                 whether there is one or not; empty if a restart would be allowed
 * @param marks    of its last restart by us
 * @param turn     empty if it is not to be restarted
 */
public record Story(Review review, Workload workload, Optional<NamespaceFacts> namespace, List<Gate> gates,
    List<WebhookSelection> webhooks, Optional<Verdict> consent, Optional<Marks> marks,
    Optional<Turn> turn) {

  static Story of(Tracked tracked, Review review, Inventory inventory, Optional<Turn> turn) {
    Optional<NamespaceFacts> namespace = inventory.namespace(tracked.ref.namespace());
    List<Gate> gates = namespace.flatMap(place -> tracked.workload.template()
        .map(template -> Injection.gates(template, place, inventory.mesh()))).orElse(List.of());
    List<WebhookSelection> webhooks = namespace.flatMap(place -> tracked.workload.template()
        .map(template -> WebhookSelection.of(inventory.mesh().webhooks(), place, template))).orElse(List.of());
    return new Story(review, tracked.workload, namespace, gates, webhooks,
        namespace.flatMap(place -> Consent.refusal(tracked.workload, place, tracked.assessment)),
        Optional.ofNullable(tracked.marks), turn);
  }
}

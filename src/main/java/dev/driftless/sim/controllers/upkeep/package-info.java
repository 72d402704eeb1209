/**
 * What keeps the rest of a cluster in order: disruption budgets, the end of namespaces, EndpointSlices of Services, the
 * service account of each namespace, the end of old Events.
 *
 * <p>Different from real ones: a namespace has no conditions that tell what is left in it; slices are filled in the
 * order of the pods' names and packed anew at each change; there are no Endpoints, and Services without a selector get
 * no slices; Events end an hour after their last change in a task of their own, not by a lease.
 */
package dev.driftless.sim.controllers.upkeep;

/**
 * The rules of the API server over the {@link dev.driftless.sim.store store}: what a valid object is, who may overwrite
 * what, patches, preconditions, selectors, pages, admission, subresources, and the words of its errors. Plain calls on
 * one thread; HTTP is in front of it elsewhere.
 *
 * <p>Held against a real API server (v1.36.3): the requests in {@code src/test/resources/api-behaviours} get the same
 * answers from both. Known differences beyond them, and why they stay:
 * <ul>
 * <li>There are no schemas: fields of the wrong type or of an unknown name within a spec are kept and not reported; the
 *     real one drops or refuses them. Beside the metadata, spec and status they are dropped here too. A null in a map
 *     of texts is dropped; there it is an empty text.
 * <li>Validation knows the common mistakes only (names, labels, selectors, containers, strategies, amounts, what is
 *     immutable); what the real one refuses beyond that is accepted.
 * <li>Pods get no volume with a token, since its random name would let no two pods share their containers; service
 *     accounts and priority classes need not exist. Nodes get no empty nodeInfo.
 * <li>The status subresource changes the status only; there it may change annotations as well.
 * <li>The error about changes of a pod's spec comes without the excerpt of Go structures, a few about unreadable bodies
 *     and selectors are worded more plainly, and JSON in errors has the order of the object's fields, not sorted.
 * <li>A ControllerRevision may change its revision; there any patch of it is refused for its data.
 * <li>A negative limit is none.
 * <li>The hash of a pod template is another one than there, where it is made of Go's memory; the object of a bookmark
 *     has no empty spec and status.
 * <li>Cluster IPs are made from UIDs and need not be unique. There are no managedFields.
 * <li>A deletion without a policy orphans the pods of Jobs and ReplicationControllers there and here;
 *     {@link dev.driftless.sim.api.Client Client} always deletes in the background.
 * </ul>
 */
package dev.driftless.sim.api;

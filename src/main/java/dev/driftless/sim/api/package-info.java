/**
 * The rules of the API server over the {@link dev.driftless.sim.store store}: what a valid object is, who may overwrite
 * what, patches, preconditions, selectors, pages, admission, subresources, and the words of its errors. Plain calls on
 * one thread; HTTP is in front of it elsewhere.
 *
 * <p>Held against a real API server (v1.36.3): the requests in {@code src/test/resources/api-behaviours} get the same
 * answers from both. Known differences beyond them, and why they stay:
 * <ul>
 * <li>Fields are looked at by {@link dev.driftless.sim.api.FieldCheck FieldCheck}, which is asked for what comes over
 *     HTTP and from webhooks; what parts of the cluster write is not, since it would cost too much time. A test does.
 * <li>Errors about wrong types call named texts {@code string} (there: {@code types.UID}), leave out embedded types on
 *     the way to a field ({@code ProbeHandler}), and say of a time only that it cannot be read; of several wrong types
 *     another one may be told. Duplicate fields are told before unknown ones, there by their place; those within
 *     unknown fields too, and those of YAML without {@code yaml: unmarshal errors}. A strategic merge patch may not
 *     change the kind; there it has no effect.
 * <li>A null in a map of texts is dropped; there it is an empty text. So is a duplicate that is null; there the first
 *     one stays.
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

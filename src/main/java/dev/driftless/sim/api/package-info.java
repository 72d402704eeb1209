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
 *     unknown fields too, and those of YAML without {@code yaml: unmarshal errors}.
 * <li>A null in a map of texts is dropped; there it is an empty text. So is a duplicate that is null; there the first
 *     one stays.
 * <li>Validation knows the common mistakes only (metadata, selectors, containers, strategies, amounts, keys and sizes
 *     of ConfigMaps, Leases, Events, what is immutable); what the real one refuses beyond that is accepted: most of a
 *     pod's spec, Services beyond their ports, webhooks, EndpointSlices, success and failure policies and the limits by
 *     index of Jobs, a ControllerRevision without data, binary data that is no base64, a binding to no node.
 * <li>Of several mistakes another one may be told first, and of an update each is a cause as often as the real one
 *     looks for it only if it is about the uid or the deletion. An old selector with values that no label can have may
 *     not stay as it is; nor may the template of a suspended Job change at all.
 * <li>Events are looked at by {@link dev.driftless.sim.api.EventRules EventRules}, which is asked for what comes over
 *     HTTP, after all else: whether the name is taken is told before. What parts of the cluster write is not; a test
 *     does.
 * <li>Label selectors in queries have no {@code a>5} and {@code a<5}; they are refused.
 * <li>A merge or JSON patch may not change the apiVersion; there it may to an older one that has the kind as well
 *     ({@code apps/v1beta1}). If it takes the apiVersion away, there are no warnings beside the refusal. A foreign uid
 *     in a patch of {@code scale} is refused in the words of an update.
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

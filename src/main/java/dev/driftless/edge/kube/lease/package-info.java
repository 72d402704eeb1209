/**
 * Who of several replicas may act. {@link dev.driftless.edge.kube.lease.Elector} decides, one round at a time, over two
 * ports: a {@link dev.driftless.edge.kube.lease.LeaseStore} and the clocks of this machine. {@link
 * dev.driftless.edge.kube.lease.Candidacy} calls it every two seconds and tells what changed. {@link
 * dev.driftless.edge.kube.lease.Fence} is asked before each write, and closes by itself when no renewal succeeds.
 *
 * <p>The arithmetic. A lease lasts 15 s, counted by each candidate on its own clock from when it first saw a renewal;
 * that is never earlier than when the renewal was sent. So nobody else holds the lease before 15 s after our last
 * renewal was sent, by our own clocks, less 1 s for clocks that run at different speeds. A write that begins then has
 * what is left of these 14 s to be dealt with, at most 10 s, and is not sent if that is less than 5 s: the fence closes
 * 9 s after the last successful renewal was sent, and 1 s before leadership is given up.
 */
package dev.driftless.edge.kube.lease;

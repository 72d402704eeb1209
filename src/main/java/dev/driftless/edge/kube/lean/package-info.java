/**
 * The part of each watched API object that a fact can depend on. Jackson skips everything else while it reads, so that
 * what is not needed never becomes an object: fabric8's own classes keep every field, and every unknown one in a map.
 * {@link dev.driftless.edge.kube.lean.Serialization} makes fabric8 use these classes.
 *
 * <p>They live as long as one event takes to be projected. Absent values are empty, never {@code null}.
 */
package dev.driftless.edge.kube.lean;

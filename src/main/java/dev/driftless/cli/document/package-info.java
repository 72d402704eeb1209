/**
 * The machine-readable forms of what commands print, as plain maps and lists in the order of their fields. Others
 * script against them: fields may be added, none changes its meaning or its type, and what cannot be said is left out.
 */
package dev.driftless.cli.document;

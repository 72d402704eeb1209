/**
 * Asks a Prometheus, or what answers as one does, which alerts fire. It asks by a query of the series {@code ALERTS},
 * not for the list at {@code /api/v1/alerts}: that one knows only the rules of the very server that is asked, so the
 * queriers of Thanos and Mimir, and VictoriaMetrics, whose rules run elsewhere, do not have it, while the series
 * reaches them all. The answer is one series per name of an alert, however many instances fire. Whatever is not plainly
 * an answer counts as none.
 */
package dev.driftless.edge.alerts;

package dev.driftless.core.injection;

import java.util.List;

/**
 * One question on the way of a pod template to its sidecar, and how it was answered.
 *
 * @param words what decided it, with the objects, fields and values
 */
public record Gate(Name name, Answer answer, String words) {

  /** The questions in their order: the first that does not let a template through is the answer. */
  public enum Name {
    /** Whether the API server calls a webhook of Istio, and only one configuration's. */
    WEBHOOK("webhook"),
    /** Whether the revision has an istiod. */
    CONTROL_PLANE("control plane"),
    HOST_NETWORK("host network"),
    /** Whether istiod ignores the namespace. */
    NAMESPACE("namespace"),
    /** Whether the injector's configuration can be read, and the rules of its release are known. */
    CONFIGURATION("configuration"),
    /** What the template itself asks for. */
    REQUEST("request"),
    /** {@code neverInjectSelector} and {@code alwaysInjectSelector}. */
    SELECTORS("selectors"),
    POLICY("policy"),
    /** Whether it can be told what is injected. */
    TEMPLATE("template");

    private final String label;

    Name(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }

    /** The one that comes after those that were passed. */
    static Name after(List<Gate> passed) {
      return values()[passed.size()];
    }
  }

  /** What became of the template there. */
  public enum Answer {
    PASSED,
    /** It gets no sidecar. */
    REFUSED,
    /** It cannot be told. */
    UNCLEAR
  }
}

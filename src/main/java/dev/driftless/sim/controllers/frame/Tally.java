package dev.driftless.sim.controllers.frame;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A status that consists of numbers, most of which are left out when they are 0. */
public final class Tally {

  private final ObjectNode status = JsonNodeFactory.instance.objectNode();

  public Tally always(String field, int value) {
    status.put(field, value);
    return this;
  }

  public Tally unlessZero(String field, int value) {
    if (value != 0) {
      status.put(field, value);
    }
    return this;
  }

  /** Left out if it is empty. */
  public Tally text(String field, String value) {
    if (!value.isEmpty()) {
      status.put(field, value);
    }
    return this;
  }

  /** Left out if it is empty. */
  public Tally list(String field, JsonNode value) {
    if (!value.isEmpty()) {
      status.set(field, value);
    }
    return this;
  }

  public ObjectNode toJson() {
    return status;
  }
}

package dev.driftless.sim.http;

import dev.driftless.sim.api.WatchEvent;
import io.vertx.core.buffer.Buffer;
import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;

/** Events as bytes. All watches of a server share it: a change goes to one after the other, but is written out once. */
final class EventLines {

  private Optional<WatchEvent> last = Optional.empty();
  private Buffer line = Buffer.buffer();

  Buffer of(WatchEvent event, EventForm form) {
    if (!form.asStored()) {
      return line(event, form);
    }
    if (last.filter(before -> before.type() == event.type() && before.object() == event.object()).isEmpty()) {
      last = Optional.of(event);
      line = line(event, form);
    }
    return line;
  }

  private static Buffer line(WatchEvent event, EventForm form) {
    return Buffer.buffer(JsonMapper.shared().writeValueAsBytes(form.of(event))).appendByte((byte) '\n');
  }
}

package dev.driftless.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object per log line; the key-value pairs of the event are fields of it. */
final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};

  private final JsonMapper json = JsonMapper.shared();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("@timestamp", event.getInstant().toString());
    line.put("log.level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("message", event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        boolean plain = pair.value instanceof Number || pair.value instanceof Boolean;
        line.putIfAbsent(pair.key, plain ? pair.value : String.valueOf(pair.value));
      }
    }
    if (event.getThrowableProxy() != null) {
      line.put("error.stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return (json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}

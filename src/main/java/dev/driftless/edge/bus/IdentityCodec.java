package dev.driftless.edge.bus;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Hands the object itself to local subscribers and refuses the wire. Chosen by name, because Vert.x finds default
 * codecs by the exact class only, which a sealed type never is.
 */
final class IdentityCodec implements MessageCodec<Object, Object> {

  private static final String NAME = "driftless-local";
  private static final byte NOT_A_SYSTEM_CODEC = -1;

  /** Registers it, the first time with each Vertx. What is remembered lives and dies with that Vertx. */
  static String registeredWith(Vertx vertx) {
    return vertx.sharedData().<String, String>getLocalMap(NAME).computeIfAbsent(NAME, name -> {
      vertx.eventBus().registerCodec(new IdentityCodec());
      return name;
    });
  }

  @Override
  public Object transform(Object body) {
    return body;
  }

  @Override
  public void encodeToWire(Buffer buffer, Object body) {
    throw refusal();
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    throw refusal();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return NOT_A_SYSTEM_CODEC;
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException("codec " + NAME + " delivers within one process only");
  }
}

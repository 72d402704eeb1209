package dev.driftless.edge.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;

import java.util.function.Consumer;

/**
 * An address of the event bus whose messages all have one type. Any thread may use it.
 *
 * @param type of the messages; may be a sealed interface
 */
public record Topic<T>(String address, Class<T> type) {

  /** To one subscriber; to nobody if there is none. */
  public void send(Vertx vertx, T body) {
    vertx.eventBus().send(address, body, local(vertx));
  }

  /** To all subscribers. */
  public void publish(Vertx vertx, T body) {
    vertx.eventBus().publish(address, body, local(vertx));
  }

  /**
   * From now on. The handler is called on the Vert.x context of the caller, one message after the other. What it throws
   * goes to that context's exception handler: Vert.x 5 itself drops it without a word (read in {@code
   * MessageConsumerImpl} of 5.2.0).
   *
   * @return ends the subscription with {@code unregister()}
   */
  public MessageConsumer<Object> subscribe(Vertx vertx, Consumer<? super T> handler) {
    return vertx.eventBus().localConsumer(address, message -> {
      try {
        handler.accept(type.cast(message.body()));
      } catch (RuntimeException e) {
        vertx.getOrCreateContext().runOnContext(later -> {
          throw e;
        });
      }
    });
  }

  private static DeliveryOptions local(Vertx vertx) {
    return new DeliveryOptions().setLocalOnly(true).setCodecName(IdentityCodec.registeredWith(vertx));
  }
}

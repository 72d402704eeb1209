package dev.driftless.edge.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

@ExtendWith(VertxExtension.class)
class TopicTest {

  private sealed interface Shape {}

  private record Circle(int radius) implements Shape {}

  private record Square(int side) implements Shape {}

  private static final Topic<Shape> SHAPES = new Topic<>("test.shapes", Shape.class);

  @Test
  void a_subscriber_gets_the_very_object(Vertx vertx, VertxTestContext test) {
    Shape sent = new Circle(1);
    SHAPES.subscribe(vertx, received -> test.verify(() -> {
      assertThat(received).isSameAs(sent);
      test.completeNow();
    }));

    SHAPES.publish(vertx, sent);
  }

  @Test
  void publish_reaches_every_subscriber(Vertx vertx, VertxTestContext test) {
    Promise<Shape> first = Promise.promise();
    Promise<Shape> second = Promise.promise();
    SHAPES.subscribe(vertx, first::complete);
    SHAPES.subscribe(vertx, second::complete);

    SHAPES.publish(vertx, new Square(2));

    Future.all(first.future(), second.future()).onComplete(test.succeeding(both -> test.verify(() -> {
      assertThat(both.<Shape>list()).containsExactly(new Square(2), new Square(2));
      test.completeNow();
    })));
  }

  @Test
  void send_reaches_one_subscriber_each_time_and_keeps_the_order(Vertx vertx, VertxTestContext test) {
    List<Shape> received = new CopyOnWriteArrayList<>();
    List<Shape> sent = List.of(new Circle(1), new Square(2), new Circle(3), new Square(4));
    for (int i = 0; i < 2; i++) {
      SHAPES.subscribe(vertx, shape -> {
        received.add(shape);
        if (received.size() == sent.size()) {
          test.verify(() -> assertThat(received).containsExactlyInAnyOrderElementsOf(sent));
          test.completeNow();
        }
      });
    }

    sent.forEach(shape -> SHAPES.send(vertx, shape));
  }

  @Test
  void after_unregister_nothing_arrives(Vertx vertx, VertxTestContext test) {
    SHAPES.subscribe(vertx, shape -> test.failNow("arrived: " + shape)).unregister()
        .onComplete(test.succeeding(gone -> {
          Topic<Shape> later = new Topic<>("test.later", Shape.class);
          later.subscribe(vertx, shape -> test.completeNow());
          SHAPES.publish(vertx, new Circle(1));
          later.publish(vertx, new Circle(2));
        }));
  }

  @Test
  void many_threads_may_be_the_first(Vertx vertx) {
    List<String> names = IntStream.range(0, 64).parallel()
        .mapToObj(i -> IdentityCodec.registeredWith(vertx)).distinct().toList();

    assertThat(names).containsExactly("driftless-local");
  }

  @Test
  void each_vertx_has_its_own_registration(Vertx vertx, VertxTestContext test) {
    SHAPES.publish(vertx, new Circle(1));
    Vertx other = Vertx.vertx();
    SHAPES.subscribe(other, shape -> other.close().onComplete(test.succeedingThenComplete()));

    SHAPES.publish(other, new Circle(1));
  }

  @Test
  void the_wire_is_refused(Vertx vertx) {
    String name = IdentityCodec.registeredWith(vertx);
    IdentityCodec codec = new IdentityCodec();

    assertThat(codec.name()).isEqualTo(name);
    assertThat(codec.systemCodecID()).isEqualTo((byte) -1);
    assertThatThrownBy(() -> codec.encodeToWire(Buffer.buffer(), new Circle(1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("codec driftless-local delivers within one process only");
    assertThatThrownBy(() -> codec.decodeFromWire(0, Buffer.buffer()))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void what_a_handler_throws_reaches_the_exception_handler_of_its_context(Vertx vertx, VertxTestContext test) {
    RuntimeException thrown = new IllegalStateException("no shape today");
    vertx.runOnContext(start -> {
      expectFailure(test, thrown);
      SHAPES.subscribe(vertx, shape -> {
        throw thrown;
      });
      SHAPES.publish(vertx, new Circle(1));
    });
  }

  @Test
  void a_message_of_another_type_does_not_reach_the_handler(Vertx vertx, VertxTestContext test) {
    String codec = IdentityCodec.registeredWith(vertx);
    vertx.runOnContext(start -> {
      Vertx.currentContext().exceptionHandler(failure -> test.verify(() -> {
        assertThat(failure).isInstanceOf(ClassCastException.class);
        test.completeNow();
      }));
      SHAPES.subscribe(vertx, shape -> test.failNow("arrived: " + shape));
      vertx.eventBus().publish(SHAPES.address(), "text", new DeliveryOptions().setCodecName(codec));
    });
  }

  private static void expectFailure(VertxTestContext test, RuntimeException expected) {
    Vertx.currentContext().exceptionHandler(failure -> test.verify(() -> {
      assertThat(failure).isSameAs(expected);
      test.completeNow();
    }));
  }
}

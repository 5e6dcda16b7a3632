package io.portprobe.testing.protocol;

import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Contract checks of {@link Protocol#recognise}. */
final class RecognitionChecks {
  private static final int RANDOM_SEEDS = 200;
  private static final int RANDOM_BYTES = 600;
  private static final int LONG_BYTES = 4_096;

  /** Most processor time for {@value #LONG_BYTES} bytes: forty protocols see each greeting. */
  private static final long MAX_NANOS = 20_000_000;

  private static final int TRIES = 3;

  private final ProtocolContract contract;
  private final Protocol protocol;
  private final ContractConversations conversations;

  RecognitionChecks(ProtocolContract contract) {
    this.contract = contract;
    this.protocol = contract.protocol();
    this.conversations = new ContractConversations(contract);
  }

  void ownServerIsRecognised() {
    if (!isImplemented() || !conversations.overTcp()) {
      return;
    }
    byte[] first = firstBytes();
    if (recognise(first).isEmpty()) {
      throw new AssertionError(
          "recognise(): empty for the first bytes of the good server "
              + shown(first)
              + " (expected: the facts of the service, as the protocol implements recognise)");
    }
  }

  void foreignGreetingIsNotRecognised() {
    Set<String> recognised = contract.recognisedGreetings();
    ForeignGreetings.all()
        .forEach(
            (name, greeting) -> {
              if (!recognised.contains(name)) {
                expectNone("greeting of " + name, name, greeting);
              }
            });
  }

  void requestIsNotRecognised() {
    if (contract.recognisedGreetings().contains(StrangerChecks.ECHO)) {
      return;
    }
    conversations
        .run(
            "good server",
            conversations.goodServer(DeliveryMode.unchanged()),
            ContractConversations.SEED)
        .sent()
        .forEach(request -> expectNone("own request", StrangerChecks.ECHO, bytes(request)));
  }

  void anyBytesAreSurvived() {
    Random random = new Random(1);
    for (int seed = 0; seed < RANDOM_SEEDS; seed++) {
      byte[] bytes = new byte[1 + random.nextInt(RANDOM_BYTES)];
      random.nextBytes(bytes);
      if (contract.recognisedGreetings().contains(StrangerChecks.RANDOM)) {
        recognise(bytes);
      } else {
        expectNone(StrangerChecks.RANDOM, StrangerChecks.RANDOM, bytes);
      }
    }
    byte[] first = firstBytes();
    for (int length = 1; length <= Math.min(first.length, LONG_BYTES); length++) {
      recognise(Arrays.copyOf(first, length));
    }
    for (int value = 0; value < 256; value++) {
      byte[] repeated = new byte[LONG_BYTES];
      Arrays.fill(repeated, (byte) value);
      expectQuick(repeated);
      if (first.length > 0) {
        System.arraycopy(first, 0, repeated, 0, Math.min(first.length, repeated.length));
        expectQuick(repeated);
      }
    }
  }

  private void expectNone(String what, String name, byte[] received) {
    recognise(received)
        .ifPresent(
            facts -> {
              throw new AssertionError(
                  "recognise(): ["
                      + facts
                      + "] for the bytes of "
                      + what
                      + " "
                      + shown(received)
                      + " (expected: empty, or recognisedGreetings() with \""
                      + name
                      + "\")");
            });
  }

  /** Calls the protocol twice, and checks that the result depends on the bytes only. */
  private Optional<ServiceFacts> recognise(byte[] received) {
    Optional<ServiceFacts> facts = call(received, 0);
    Optional<ServiceFacts> again = call(received, 3);
    if (!facts.equals(again)) {
      throw new AssertionError(
          "recognise(): "
              + again
              + " for the same bytes at another position of a buffer (expected: "
              + facts
              + ", as returned by the first call)");
    }
    return facts;
  }

  private Optional<ServiceFacts> call(byte[] received, int position) {
    ByteBuffer buffer = ByteBuffer.allocate(received.length + 2 * position);
    buffer.position(position).put(received).flip().position(position);
    Optional<ServiceFacts> facts;
    try {
      facts = protocol.recognise(buffer.asReadOnlyBuffer());
    } catch (RuntimeException | Error e) {
      throw new AssertionError("recognise() threw " + e + " for " + shown(received), e);
    }
    if (facts == null) {
      throw new AssertionError("recognise(): null for " + shown(received) + " (expected: a value)");
    }
    return facts;
  }

  private void expectQuick(byte[] received) {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && shortest > MAX_NANOS; i++) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      var unused = call(received, 0);
      long time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      shortest = Math.min(shortest, time);
    }
    if (shortest > MAX_NANOS) {
      throw new AssertionError(
          "recognise(): took "
              + shortest / 1_000_000
              + " ms of processor time for "
              + shown(received)
              + " (expected: at most "
              + MAX_NANOS / 1_000_000
              + ")");
    }
  }

  /** Returns the first data of the good server to the client of another protocol, or to its own. */
  private byte[] firstBytes() {
    List<ByteBuffer> foreign = contract.responseToForeignRequest();
    if (!foreign.isEmpty()) {
      return joined(foreign);
    }
    List<ByteBuffer> greeting = contract.greeting();
    if (!greeting.isEmpty()) {
      return joined(greeting);
    }
    List<ByteBuffer> requests =
        conversations
            .run(
                "good server",
                conversations.goodServer(DeliveryMode.unchanged()),
                ContractConversations.SEED)
            .sent();
    for (ByteBuffer request : requests) {
      List<ByteBuffer> response = contract.response(request.asReadOnlyBuffer());
      if (!response.isEmpty()) {
        return joined(response);
      }
    }
    return new byte[0];
  }

  private boolean isImplemented() {
    try {
      return protocol.getClass().getMethod("recognise", ByteBuffer.class).getDeclaringClass()
          != Protocol.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] joined(List<ByteBuffer> messages) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    messages.forEach(message -> joined.writeBytes(bytes(message)));
    return joined.toByteArray();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static String shown(byte[] bytes) {
    return "(" + ShownBytes.of(ByteBuffer.wrap(bytes)) + ")";
  }
}

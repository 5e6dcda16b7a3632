package io.portprobe.testing.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Faults of {@link Protocol#recognise} that the contract finds. */
class RecognitionContractTest {
  private static final Binding TCP = Binding.tcp(4711);

  /** The sample protocol with a method that recognises something. */
  private record Recognising(Function<ByteBuffer, Optional<ServiceFacts>> recognition)
      implements Protocol {
    @Override
    public String name() {
      return "sample";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(TCP);
    }

    @Override
    public Optional<ServiceFacts> recognise(ByteBuffer received) {
      return recognition.apply(received);
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new SampleDialogue(context);
    }
  }

  private static SampleContract contract(Function<ByteBuffer, Optional<ServiceFacts>> recognition) {
    return new SampleContract(new Recognising(recognition), TCP);
  }

  private static void assertViolation(
      Consumer<ProtocolContract> check,
      String message,
      Function<ByteBuffer, Optional<ServiceFacts>> recognition) {
    assertThatThrownBy(() -> check.accept(contract(recognition)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  private static Optional<ServiceFacts> strict(ByteBuffer received) {
    return ISO_8859_1.decode(received).toString().contains("answer 1")
        ? Optional.of(ServiceFacts.of("sample"))
        : Optional.empty();
  }

  @Test
  void strictRecognition_passes() {
    SampleContract contract = contract(RecognitionContractTest::strict);
    assertThatCode(
            () -> {
              contract.ownServer_isRecognised();
              contract.foreignGreeting_isNotRecognised();
              contract.request_isNotRecognised();
              contract.recognise_survivesAnyBytes();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void protocolWithoutRecognition_passes() {
    SampleContract contract = new SampleContract(TCP, SampleDialogue::new);
    assertThatCode(
            () -> {
              contract.ownServer_isRecognised();
              contract.recognise_survivesAnyBytes();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void ownServer_notRecognised_fails() {
    assertViolation(
        ProtocolContract::ownServer_isRecognised,
        "recognise(): empty for the first bytes of the good server (14 bytes [",
        received -> Optional.empty());
  }

  @Test
  void responseToForeignRequest_replacesTheFirstResponse() {
    SampleContract contract =
        new SampleContract(
            new Recognising(
                received ->
                    received.get(received.position()) == '?'
                        ? Optional.of(ServiceFacts.of("sample"))
                        : Optional.empty()),
            TCP) {
          @Override
          protected List<ByteBuffer> responseToForeignRequest() {
            return List.of(ByteBuffer.wrap(new byte[] {'?'}));
          }
        };
    assertThatCode(contract::ownServer_isRecognised).doesNotThrowAnyException();
  }

  @Test
  void violation_namesTheGreetingToAccept() {
    assertViolation(
        ProtocolContract::foreignGreeting_isNotRecognised,
        "(expected: empty, or recognisedGreetings() with \"ssh\")",
        received -> Optional.of(ServiceFacts.of("sample")));
    assertViolation(
        ProtocolContract::request_isNotRecognised,
        "(expected: empty, or recognisedGreetings() with \"echo\")",
        received -> Optional.of(ServiceFacts.of("sample")));
  }

  @Test
  void anyText_isRecognised_fails() {
    assertViolation(
        ProtocolContract::foreignGreeting_isNotRecognised,
        "recognise(): [sample] for the bytes of greeting of ssh",
        received -> Optional.of(ServiceFacts.of("sample")));
    assertViolation(
        ProtocolContract::request_isNotRecognised,
        "for the bytes of own request",
        received -> Optional.of(ServiceFacts.of("sample")));
    assertViolation(
        ProtocolContract::recognise_survivesAnyBytes,
        "for the bytes of random bytes",
        received -> Optional.of(ServiceFacts.of("sample")));
  }

  @Test
  void truncatedBytes_throw_fails() {
    assertViolation(
        ProtocolContract::recognise_survivesAnyBytes,
        "recognise() threw java.nio.BufferUnderflowException",
        received -> {
          var unused = received.getLong();
          return Optional.empty();
        });
  }

  @Test
  void nullResult_fails() {
    assertViolation(
        ProtocolContract::ownServer_isRecognised, "recognise(): null", received -> null);
  }

  @Test
  void keptState_fails() {
    AtomicInteger calls = new AtomicInteger();
    assertViolation(
        ProtocolContract::ownServer_isRecognised,
        "for the same bytes at another position of a buffer",
        received -> calls.getAndIncrement() % 2 == 0 ? strict(received) : Optional.empty());
  }

  @Test
  void quadraticWork_fails() {
    assertViolation(
        ProtocolContract::recognise_survivesAnyBytes,
        "ms of processor time",
        received -> {
          int sum = 0;
          int length = received.remaining();
          for (int i = 0; i < 3 * length; i++) {
            for (int j = 0; j < length; j++) {
              sum += received.get(j) ^ i;
            }
          }
          if (sum == 42) {
            throw new IllegalStateException();
          }
          return Optional.empty();
        });
  }
}

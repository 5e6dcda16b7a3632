package io.portprobe.testing.protocol;

import static io.portprobe.testing.protocol.Violations.TCP;
import static io.portprobe.testing.protocol.Violations.UDP;
import static io.portprobe.testing.protocol.Violations.assertViolation;
import static io.portprobe.testing.protocol.Violations.contract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import io.portprobe.text.HostSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Calls that may block, which the contract finds in the class files of a plug-in. */
class FlawedCodeTest {
  private static final String CLASS = FlawedCodeTest.class.getName();

  private static void assertBlocks(String message, Function<DialogueContext, Dialogue> dialogues) {
    assertViolation(TCP, ProtocolContract::code_callsNothingThatBlocks, message, dialogues);
  }

  private static void assertPasses(Function<DialogueContext, Dialogue> dialogues) {
    assertThatCode(() -> contract(UDP, dialogues).code_callsNothingThatBlocks())
        .doesNotThrowAnyException();
  }

  /** Resolves a name that the JVM caches, in the call in which fault 28 of the notes does. */
  static final class Resolving extends SampleDialogue {
    Resolving(DialogueContext context) {
      super(context);
    }

    @Override
    public Step received(ByteBuffer bytes) {
      try {
        var unused = InetAddress.getByName("localhost");
      } catch (UnknownHostException e) {
        return Step.mismatch("localhost is unknown");
      }
      return super.received(bytes);
    }
  }

  @Test
  void nameResolution_isViolation() {
    assertBlocks(
        CLASS
            + "$Resolving.received calls java.net.InetAddress.getByName, which may block"
            + " (expected: never, since a dialogue runs on an event loop)",
        Resolving::new);
  }

  /** Resolves a name in a lambda expression of a helper class. */
  static final class Helper {
    private final String host;

    Helper(String host) {
      this.host = host;
    }

    boolean isLocal() {
      Supplier<InetSocketAddress> address = () -> new InetSocketAddress(host, 1);
      return address.get().getAddress().isLoopbackAddress();
    }
  }

  @Test
  void nameResolutionInAHelper_isViolationWithThePath() {
    assertBlocks(
        "calls java.net.InetSocketAddress.new, which may block (by ",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return new Helper("localhost").isLocal() ? super.finish() : Step.mismatch("remote");
              }
            });
  }

  @Test
  void inheritedStaticMethod_isViolation() {
    assertBlocks(
        "calls java.net.Inet4Address.getLocalHost",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                try {
                  return Step.finish(new Sample(List.of(Inet4Address.getLocalHost().toString())));
                } catch (UnknownHostException e) {
                  return super.finish();
                }
              }
            });
  }

  @Test
  void methodReference_isViolation() {
    assertBlocks(
        "calls java.util.concurrent.CompletableFuture.join",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                Function<CompletableFuture<Step>, Step> wait = CompletableFuture::join;
                return wait.apply(CompletableFuture.completedFuture(super.finish()));
              }
            });
  }

  /** Reads a file when it is initialised. */
  static final class Words {
    static final List<String> ALL = read();

    private static List<String> read() {
      try {
        return Files.readAllLines(Path.of("words"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Words() {}
  }

  @Test
  void fileInAStaticInitialiser_isViolation() {
    assertBlocks(
        CLASS + "$Words.read calls java.nio.file.Files.readAllLines, which may block (by ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step closed() {
                return Words.ALL.isEmpty() ? super.closed() : Step.mismatch("words");
              }
            });
  }

  @Test
  void sleepInAnOverriddenMethod_isViolation() {
    abstract class Pause {
      abstract void run() throws InterruptedException;
    }
    class Sleep extends Pause {
      @Override
      void run() throws InterruptedException {
        Thread.sleep(1);
      }
    }
    assertBlocks(
        "calls java.lang.Thread.sleep",
        context ->
            new SampleDialogue(context) {
              private final Pause pause = new Sleep();

              @Override
              public Step silent() {
                try {
                  pause.run();
                } catch (InterruptedException e) {
                  return Step.mismatch("interrupted");
                }
                return super.silent();
              }
            });
  }

  @Test
  void addressThatIsALiteral_isPermitted() {
    assertPasses(
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                String host = texts.get(0);
                try {
                  return HostSyntax.isLiteral(host)
                      ? Step.finish(new Sample(List.of(InetAddress.getByName(host).toString())))
                      : super.finish();
                } catch (UnknownHostException e) {
                  return Step.mismatch("no address");
                }
              }
            });
  }

  /** Has a method for the caller that the dialogue does not call, and a switch of each kind. */
  static final class HelpfulDialogue extends SampleDialogue {
    HelpfulDialogue(DialogueContext context) {
      super(context);
    }

    static InetAddress resolve(String name) throws UnknownHostException {
      return InetAddress.getByName(name);
    }

    InetAddress resolveText() throws UnknownHostException {
      return resolve(texts.get(0));
    }

    @Override
    Step finish() {
      return switch (texts.size()) {
        case 0, 1, 2 ->
            switch (texts.get(0)) {
              case "a", "b" -> Step.mismatch("letters");
              default -> super.finish();
            };
        case 1_000_000 -> Step.mismatch("many");
        default -> Step.await();
      };
    }
  }

  @Test
  void methodThatTheDialogueDoesNotCall_isNoViolation() {
    assertPasses(HelpfulDialogue::new);
  }

  @Test
  void permittedCall_isNoViolation() {
    SampleContract contract =
        new SampleContract(TCP, Resolving::new) {
          @Override
          protected Set<String> permittedCalls() {
            return Set.of("java.net.InetAddress.getByName");
          }
        };
    assertThatCode(contract::code_callsNothingThatBlocks).doesNotThrowAnyException();
  }

  @Test
  void classFile_hasItsMethodsAndTheirCalls() throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream("java/lang/String.class")) {
      ClassFile file = ClassFile.parse(in.readAllBytes());

      assertThat(file.superName()).isEqualTo("java/lang/Object");
      assertThat(file.interfaces()).contains("java/lang/CharSequence");
      assertThat(file.methods())
          .filteredOn(method -> method.ref().name().equals("isBlank"))
          .singleElement()
          .satisfies(method -> assertThat(method.calls()).isNotEmpty());
    }
  }

  @Test
  void truncatedClassFile_isAnError() throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream("java/lang/String.class")) {
      byte[] half = in.readNBytes(10_000);

      assertThatThrownBy(() -> ClassFile.parse(half)).isInstanceOf(IOException.class);
    }
  }

  /** Reads a file once, when a client is created. */
  private static final class ConfiguredProtocol implements Protocol {
    private final Protocol protocol = new SampleProtocol(SampleDialogue::new);
    private final boolean configured = Files.exists(Path.of("configuration"));

    @Override
    public String name() {
      return configured ? "configured" : protocol.name();
    }

    @Override
    public Set<Binding> bindings() {
      return protocol.bindings();
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return protocol.open(context);
    }
  }

  @Test
  void fileInTheConstructorOfTheProtocol_isNoViolation() {
    SampleContract contract = new SampleContract(new ConfiguredProtocol(), TCP);
    assertThatCode(contract::code_callsNothingThatBlocks).doesNotThrowAnyException();
  }
}

package io.portprobe.testing.protocol;

import io.portprobe.spi.Binding;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.LineDialogue;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class GoodProtocolTest {
  @Nested
  class OverTcp extends SampleContract {
    OverTcp() {
      super(Binding.tcp(4711), SampleDialogue::new);
    }
  }

  @Nested
  class OverUdp extends SampleContract {
    OverUdp() {
      super(Binding.udp(4711), SampleDialogue::new);
    }
  }

  @Nested
  class OverTls extends SampleContract {
    OverTls() {
      super(Binding.tls(4712), TlsTalk::new);
    }
  }

  /** A service that discards all data, so that its silence is the answer. */
  @Nested
  class SilentOverTcp extends SampleContract {
    SilentOverTcp() {
      super(Binding.tcp(4711), SilentTalk::new);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      return List.of();
    }

    @Override
    protected boolean silenceIsAnswer() {
      return true;
    }
  }

  /** Has its finding when nothing was received for a second. */
  private static final class SilentTalk extends SampleDialogue {
    SilentTalk(DialogueContext context) {
      super(context);
    }

    @Override
    public Step start() {
      return Step.await(Duration.ofSeconds(1));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return Step.mismatch("a discard service sends nothing");
    }

    @Override
    public Step silent() {
      return Step.finish(new Sample(List.of("silent")));
    }
  }

  /** Knows the certificate even of a peer that says nothing. */
  private static final class TlsTalk extends SampleDialogue {
    private Optional<Finding> certificate = Optional.empty();

    TlsTalk(DialogueContext context) {
      super(context);
    }

    @Override
    public Step secured(TlsInfo tls) {
      certificate = Optional.of(new Sample(List.of(tls.version())));
      return super.secured(tls);
    }

    @Override
    public Step closed() {
      return Step.finish(certificate.orElseThrow());
    }
  }

  @Nested
  class StartingTls extends SampleContract {
    StartingTls() {
      super(
          Binding.tcp(4711),
          context ->
              new SampleDialogue(context) {
                @Override
                Step onText(String text) {
                  texts.add(text.replaceAll("\\p{IsControl}", "."));
                  return texts.size() < 2 ? Step.startTls() : finish();
                }

                @Override
                public Step secured(TlsInfo tls) {
                  return sendRequest();
                }
              });
    }
  }

  /** A server that sends its capabilities in plain text, and again inside TLS, as ManageSieve. */
  @Nested
  class GreetingAfterTls extends SampleContract {
    GreetingAfterTls() {
      super(Binding.tcp(4711), GreetedTalk::new);
    }

    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(ByteBuffer.wrap("plain\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      return sent.get() == 'S'
          ? List.of(ByteBuffer.wrap("begin\n".getBytes(StandardCharsets.US_ASCII)))
          : List.of();
    }

    @Override
    protected List<ByteBuffer> greetingAfterTls() {
      return List.of(ByteBuffer.wrap("inside\n".getBytes(StandardCharsets.US_ASCII)));
    }
  }

  /** Reads the lines "plain", "begin" and "inside", and keeps the first if TLS fails. */
  private static final class GreetedTalk extends LineDialogue {
    private final DialogueContext context;
    private final List<String> lines = new ArrayList<>();

    GreetedTalk(DialogueContext context) {
      this.context = context;
    }

    @Override
    public Step start() {
      return Step.await();
    }

    @Override
    protected Step line(String line) {
      if (!line.equals(List.of("plain", "begin", "inside").get(lines.size()))) {
        return Step.mismatch("another line");
      }
      lines.add(line);
      return switch (lines.size()) {
        case 1 -> Step.send(new byte[] {'S'});
        case 2 -> Step.startTls();
        default -> Step.finish(new Sample(List.copyOf(lines)));
      };
    }

    @Override
    public Step secured(TlsInfo tls) {
      return tls.serverName().equals(Optional.of(context.host()))
          ? Step.await()
          : Step.mismatch("another server name");
    }

    @Override
    public Step tlsFailed(TlsFailure failure) {
      return Step.finish(new Sample(List.of("plain")));
    }
  }

  @Nested
  class GoingOn extends SampleContract {
    GoingOn() {
      super(Binding.udp(4711), GoingOnTalk::new);
    }

    @Override
    protected List<ByteBuffer> responseOverTcp(ByteBuffer sent) {
      return response(sent);
    }
  }

  /** Sends the first question over UDP, the second over TCP. */
  private static final class GoingOnTalk extends SampleDialogue {
    private boolean connected;

    GoingOnTalk(DialogueContext context) {
      super(context);
    }

    @Override
    boolean onStream() {
      return connected;
    }

    @Override
    Step onText(String text) {
      return connected || !texts.isEmpty() ? super.onText(text) : goOn(text);
    }

    private Step goOn(String text) {
      texts.add(text.replaceAll("\\p{IsControl}", "."));
      return Step.continueOverTcp();
    }

    @Override
    public Step connected() {
      connected = true;
      return sendRequest();
    }
  }

  @Nested
  class Banner extends SampleContract {
    Banner() {
      super(Binding.tcp(4711), Reader::new);
    }

    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(ByteBuffer.wrap("220 hello\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      return List.of();
    }

    @Override
    protected boolean closesStream() {
      return true;
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of(ANY_GREETING);
    }
  }

  /** Reads until the end. */
  private static final class Reader extends SampleDialogue {
    private final StringBuilder banner = new StringBuilder();

    Reader(DialogueContext context) {
      super(context);
    }

    @Override
    public Step start() {
      return Step.await();
    }

    @Override
    public Step received(ByteBuffer bytes) {
      while (bytes.hasRemaining() && banner.length() < 512) {
        banner.append((char) (bytes.get() & 0x7f));
      }
      return banner.length() < 512 ? Step.await() : closed();
    }

    @Override
    public Step closed() {
      return banner.isEmpty()
          ? Step.mismatch("no banner")
          : Step.finish(new Sample(List.of(banner.toString().replaceAll("\\p{IsControl}", "."))));
    }
  }

  @Nested
  class LongAnswer extends SampleContract {
    LongAnswer() {
      super(
          Binding.tcp(4711),
          context ->
              new SampleDialogue(context) {
                private int got;

                @Override
                public Step received(ByteBuffer bytes) {
                  got += bytes.remaining();
                  return got < 10_000
                      ? Step.await()
                      : Step.finish(new Sample(List.of("10000 bytes")));
                }

                @Override
                public Optional<Finding> partial() {
                  return got == 0
                      ? Optional.empty()
                      : Optional.of(new Sample(List.of(got + " bytes so far")));
                }
              });
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      List<ByteBuffer> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(ByteBuffer.allocate(1000));
      }
      return answers;
    }
  }
}

package io.portprobe.protocols.internal.simple;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.simple.Finger;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimpleContractTest {
  private static final String LINES =
      String.join(
          "\r\n", chargenLine('!'), chargenLine('"'), chargenLine('#'), chargenLine('$'), "");

  private static String chargenLine(char first) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 72; i++) {
      line.append((char) (' ' + (first - ' ' + i) % 95));
    }
    return line.toString();
  }

  /** A server with a greeting over TCP, or one response to each request. */
  private abstract static class Contract extends ProtocolContract {
    private final Protocol protocol;
    private final Binding binding;
    private final String greeting;

    Contract(Protocol protocol, Binding binding, String greeting) {
      this.protocol = protocol;
      this.binding = binding;
      this.greeting = greeting;
    }

    @Override
    protected Protocol protocol() {
      return protocol;
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    /** The requests of daytime, qotd, chargen and time have no id. */
    @Override
    protected boolean requestsAreAlike() {
      return true;
    }

    @Override
    protected List<ByteBuffer> greeting() {
      boolean sendsFirst = binding.transport() == Transport.TCP && !greeting.isEmpty();
      return sendsFirst ? List.of(bytes(greeting)) : List.of();
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return binding.transport() == Transport.UDP ? List.of(bytes(greeting)) : List.of();
    }

    static ByteBuffer bytes(String text) {
      return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
  }

  private abstract static class Echo extends Contract {
    Echo(Binding binding) {
      super(new EchoProtocol(), binding, "");
    }

    @Override
    protected boolean requestsAreAlike() {
      return false;
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("echo");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(request);
    }
  }

  @Nested
  class EchoOverTcp extends Echo {
    EchoOverTcp() {
      super(Binding.tcp(7));
    }
  }

  @Nested
  class EchoOverUdp extends Echo {
    EchoOverUdp() {
      super(Binding.udp(7));
    }
  }

  private abstract static class Daytime extends Contract {
    Daytime(Binding binding) {
      super(new DaytimeProtocol(), binding, "27 NOV 2026 23:51:47 UTC\r\n");
    }

    @Override
    protected boolean closesStream() {
      return true;
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("daytime");
    }
  }

  @Nested
  class DaytimeOverTcp extends Daytime {
    DaytimeOverTcp() {
      super(Binding.tcp(13));
    }
  }

  @Nested
  class DaytimeOverUdp extends Daytime {
    DaytimeOverUdp() {
      super(Binding.udp(13));
    }
  }

  /** Any text of a server that closes is a quote. */
  @Nested
  class Qotd extends Contract {
    Qotd() {
      super(new QotdProtocol(), Binding.tcp(17), "To be or not to be\r\n");
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

  @Nested
  class ChargenOverTcp extends Contract {
    ChargenOverTcp() {
      super(new ChargenProtocol(), Binding.tcp(19), LINES);
    }
  }

  @Nested
  class ChargenOverUdp extends Contract {
    ChargenOverUdp() {
      super(new ChargenProtocol(), Binding.udp(19), LINES);
    }
  }

  private abstract static class Time extends Contract {
    Time(Binding binding) {
      super(new TimeProtocol(), binding, "\u00ed\u0001\u0002\u0003"); // 2026
    }

    @Override
    protected boolean closesStream() {
      return true;
    }
  }

  @Nested
  class TimeOverTcp extends Time {
    TimeOverTcp() {
      super(Binding.tcp(37));
    }
  }

  @Nested
  class TimeOverUdp extends Time {
    TimeOverUdp() {
      super(Binding.udp(37));
    }
  }

  @Nested
  class FingerContract extends Contract {
    FingerContract() {
      super(new FingerProtocol(), Binding.tcp(79), "");
    }

    @Override
    protected boolean closesStream() {
      return true;
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("finger");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(bytes("Login     Name       Tty\r\nroot      root      *tty1\r\n"));
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(Finger.USER, List.of("a@b", "a\r\nb", "x".repeat(65)));
    }
  }

  @Nested
  class Ident extends Contract {
    Ident() {
      super(new IdentProtocol(), Binding.tcp(113), "");
    }

    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("ident");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      String ports = US_ASCII.decode(request.duplicate()).toString().strip();
      return List.of(bytes(ports + " : ERROR : NO-USER\r\n"));
    }
  }

  /** Servers that never respond: silence is what the finding is about. */
  private abstract static class Silent extends Contract {
    Silent(Protocol protocol, Binding binding) {
      super(protocol, binding, "");
    }

    @Override
    protected boolean silenceIsAnswer() {
      return true;
    }

    @Test
    void anyByte_isAMismatch() {
      Dialogue dialogue = protocol().open(context(1));
      assertThat(dialogue.start()).isNotInstanceOf(Step.Finish.class);
      assertThat(dialogue.partial()).isEmpty();
      assertThat(dialogue.received(ByteBuffer.allocate(1))).isInstanceOf(Step.Mismatch.class);
    }
  }

  @Nested
  class Discard extends Silent {
    Discard() {
      super(new DiscardProtocol(), Binding.tcp(9));
    }
  }

  @Nested
  class Syslog extends Silent {
    Syslog() {
      super(new SyslogProtocol(), Binding.tcp(601));
    }
  }
}

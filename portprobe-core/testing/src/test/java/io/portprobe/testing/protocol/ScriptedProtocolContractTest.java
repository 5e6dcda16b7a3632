package io.portprobe.testing.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Protocols;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class ScriptedProtocolContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final Protocol protocol;
    private final Binding binding;
    private final String greeting;
    private final String answer;

    Contract(Protocol protocol, Binding binding, String greeting, String answer) {
      this.protocol = protocol;
      this.binding = binding;
      this.greeting = greeting;
      this.answer = answer;
    }

    @Override
    protected Protocol protocol() {
      return protocol;
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected List<ByteBuffer> greeting() {
      return messages(greeting);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      return messages(answer);
    }

    private static List<ByteBuffer> messages(String text) {
      return text.isEmpty() ? List.of() : List.of(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }
  }

  @Nested
  class Banner extends Contract {
    Banner() {
      super(
          Protocols.banner("ssh", 22, "SSH-2[.]0-(?<software>\\S+).*"),
          Binding.tcp(22),
          "SSH-2.0-OpenSSH_9.2\r\n",
          "");
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("ssh");
    }
  }

  @Nested
  class Lines extends Contract {
    Lines() {
      super(
          Protocols.script("smtps")
              .tls(465)
              .expect("220 .*")
              .send("EHLO me\r\n")
              .expectThrough("250 .*")
              .build(),
          Binding.tls(465),
          "220 hello\r\n",
          "250-one\r\n250-two\r\n250 three\r\n");
    }
  }

  @Nested
  class StartingTls extends Contract {
    StartingTls() {
      super(
          Protocols.script("starting")
              .tcp(1)
              .send("tls?")
              .expectBytes(1, "S")
              .startTls()
              .send("?")
              .expectBytes(1, "S")
              .build(),
          Binding.tcp(1),
          "",
          "S");
    }
  }

  @Nested
  class Datagrams extends Contract {
    Datagrams() {
      super(
          Protocols.script("quote").udp(17).send("?").expect("(?s).+").build(),
          Binding.udp(17),
          "",
          "to be\r\nor not");
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of(ANY_GREETING);
    }

    @Override
    protected boolean requestsAreAlike() {
      return true;
    }
  }
}

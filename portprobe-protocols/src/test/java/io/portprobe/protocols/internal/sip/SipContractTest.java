package io.portprobe.protocols.internal.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;

class SipContractTest {
  private static final Pattern COPIED = Pattern.compile("(Via|From|To|Call-ID|CSeq):.*");

  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;

    Contract(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new SipProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    /** A response without the identifiers of the request is SIP, but no finding. */
    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("sip");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      String copied =
          UTF_8
              .decode(request.duplicate())
              .toString()
              .lines()
              .filter(line -> COPIED.matcher(line).matches())
              .collect(Collectors.joining("\r\n"));
      return List.of(
          message("SIP/2.0 100 Trying\r\n" + copied + "\r\n\r\n"),
          message(
              "SIP/2.0 200 OK\r\n"
                  + copied
                  + "\r\nAllow: INVITE,\r\n ACK, BYE\r\nk: timer\r\nServer: Asterisk PBX 20.1.0\r\n"
                  + "Content-Length: 4\r\n\r\nbody"));
    }

    private static ByteBuffer message(String text) {
      return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
  }

  @Nested
  class Udp extends Contract {
    Udp() {
      super(Binding.udp(5060));
    }
  }

  @Nested
  class Tcp extends Contract {
    Tcp() {
      super(Binding.tcp(5060));
    }
  }
}

package io.portprobe.protocols.internal.greeting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.portprobe.protocols.greeting.Ftp;
import io.portprobe.protocols.greeting.Smtp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class GreetingContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final Protocol protocol;
    private final Binding binding;
    private final TextServer server;
    private final String own;

    Contract(Protocol protocol, Binding binding, TextServer server, String own) {
      this.protocol = protocol;
      this.binding = binding;
      this.server = server;
      this.own = own;
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
      return List.of(ByteBuffer.wrap(server.greeting().getBytes(ISO_8859_1)));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return server.reply(request);
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of(own);
    }

    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of(own, own + "-error");
    }
  }

  @Nested
  class SmtpWithStartTls extends Contract {
    SmtpWithStartTls() {
      super(new SmtpProtocol(), Binding.tcp(25), TextServer.POSTFIX, "smtp");
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(Smtp.CLIENT_NAME, List.of("a b", "a\r\nDATA", "a".repeat(256)));
    }
  }

  @Nested
  class SmtpOverTls extends Contract {
    SmtpOverTls() {
      super(new SmtpProtocol(), Binding.tls(465), TextServer.EXIM, "smtp");
    }
  }

  @Nested
  class Pop3WithStls extends Contract {
    Pop3WithStls() {
      super(new Pop3Protocol(), Binding.tcp(110), TextServer.DOVECOT_POP3, "pop3");
    }
  }

  @Nested
  class ImapWithStartTls extends Contract {
    ImapWithStartTls() {
      super(new ImapProtocol(), Binding.tcp(143), TextServer.DOVECOT_IMAP, "imap");
    }
  }

  @Nested
  class NntpWithFailedStartTls extends Contract {
    NntpWithFailedStartTls() {
      super(new NntpProtocol(), Binding.tcp(119), TextServer.INN, "nntp");
    }
  }

  @Nested
  class FtpWithAuthTls extends Contract {
    FtpWithAuthTls() {
      super(new FtpProtocol(), Binding.tcp(21), TextServer.VSFTPD, "ftp");
    }
  }

  @Nested
  class FtpWithLogon extends Contract {
    FtpWithLogon() {
      super(new FtpProtocol(), Binding.tls(990), TextServer.VSFTPD, "ftp");
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Ftp.ANONYMOUS, true);
    }
  }
}

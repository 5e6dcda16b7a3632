package io.portprobe.protocols.internal.ldap;

import com.unboundid.ldap.protocol.LDAPMessage;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class LdapContractTest {
  private static final int UNAVAILABLE = 52;

  /** A server that returns a captured rootDSE. */
  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;
    private final String capture;
    private final boolean startTls;
    private final int answerToStartTls;

    Contract(Binding binding, String capture) {
      this(binding, capture, false, 0);
    }

    Contract(Binding binding, String capture, boolean startTls, int answerToStartTls) {
      this.binding = binding;
      this.capture = capture;
      this.startTls = startTls;
      this.answerToStartTls = answerToStartTls;
    }

    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("ldap");
    }

    @Override
    protected Protocol protocol() {
      return new LdapProtocol();
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          Ldap.NETLOGON_DOMAIN,
          List.of("x".repeat(256), "a\nb"),
          Ldap.NETLOGON_HOST,
          List.of("x".repeat(256), "a\u0007b"));
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Ldap.START_TLS, startTls);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      LDAPMessage request = LdapServerBytes.sent(Step.send(sent));
      int id = request.getMessageID();
      if (isPing(request)) {
        return List.of(ByteBuffer.wrap(LdapServerBytes.captured("samba-netlogon-ex.bin", id)));
      }
      byte[] answer =
          request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_EXTENDED_REQUEST
              ? LdapServerBytes.startTls(id, answerToStartTls, "")
              : LdapServerBytes.captured(capture, id);
      return List.of(ByteBuffer.wrap(answer));
    }
  }

  private static boolean isPing(LDAPMessage request) {
    return request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_REQUEST
        && request.getSearchRequestProtocolOp().getAttributes().contains("Netlogon");
  }

  @Nested
  class Tcp extends Contract {
    Tcp() {
      super(Binding.tcp(389), "openldap-tcp.bin");
    }
  }

  @Nested
  class Udp extends Contract {
    Udp() {
      super(Binding.udp(389), "samba-udp.bin");
    }
  }

  @Nested
  class TlsFirst extends Contract {
    TlsFirst() {
      super(Binding.tls(3269), "samba-tcp.bin");
    }
  }

  @Nested
  class StartTls extends Contract {
    StartTls() {
      super(Binding.tcp(389), "openldap-tcp.bin", true, 0);
    }
  }

  @Nested
  class StartTlsRefused extends Contract {
    StartTlsRefused() {
      super(Binding.tcp(389), "openldap-tcp.bin", true, UNAVAILABLE);
    }
  }
}

package io.portprobe.protocols.internal.kerberos;

import io.portprobe.protocols.kerberos.Kerberos;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class KerberosContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;

    Contract(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new KerberosProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          Kerberos.REALM, List.of("with space", "x".repeat(256)),
          Kerberos.PRINCIPAL, List.of("user@REALM", "x".repeat(65)));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      return binding.equals(Binding.udp(88))
          ? List.of(ByteBuffer.wrap(reply(KdcBytes.bytes(sent))))
          : responseOverTcp(sent);
    }

    @Override
    protected List<ByteBuffer> responseOverTcp(ByteBuffer sent) {
      byte[] framed = KdcBytes.bytes(sent);
      byte[] reply = replyOverTcp(Arrays.copyOfRange(framed, 4, framed.length));
      return List.of(ByteBuffer.wrap(Framing.lengthPrefix(4, 65_535).frame(reply)));
    }

    byte[] reply(byte[] request) {
      return replyOverTcp(request);
    }

    byte[] replyOverTcp(byte[] request) {
      KdcBytes.AsReq asReq = KdcBytes.AsReq.decode(request);
      return KdcBytes.error(6, asReq.realm(), asReq.principal(), asReq.realm());
    }
  }

  @Nested
  class Udp extends Contract {
    Udp() {
      super(Binding.udp(88));
    }
  }

  @Nested
  class Tcp extends Contract {
    Tcp() {
      super(Binding.tcp(88));
    }
  }

  @Nested
  class TooBigForUdp extends Contract {
    TooBigForUdp() {
      super(Binding.udp(88));
    }

    @Override
    byte[] reply(byte[] request) {
      KdcBytes.AsReq asReq = KdcBytes.AsReq.decode(request);
      return KdcBytes.error(52, asReq.realm(), asReq.principal(), asReq.realm());
    }
  }

  @Nested
  class OtherRealm extends Contract {
    OtherRealm() {
      super(Binding.udp(88));
    }

    @Override
    byte[] reply(byte[] request) {
      KdcBytes.AsReq asReq = KdcBytes.AsReq.decode(request);
      int code = asReq.realm().equals("EXAMPLE.TEST") ? 6 : 68;
      return KdcBytes.error(code, "EXAMPLE.TEST", asReq.principal(), asReq.realm());
    }
  }

  @Nested
  class Ticket extends Contract {
    Ticket() {
      super(Binding.tcp(88));
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Kerberos.PRINCIPAL, "open");
    }

    @Override
    byte[] replyOverTcp(byte[] request) {
      KdcBytes.AsReq asReq = KdcBytes.AsReq.decode(request);
      return KdcBytes.ticket(asReq.realm(), asReq.principal());
    }
  }

  private abstract static class Kpasswd extends ProtocolContract {
    private final Binding binding;

    Kpasswd(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new KpasswdProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer sent) {
      byte[] reply = KdcBytes.SAMBA_KPASSWD;
      return List.of(
          ByteBuffer.wrap(
              binding.equals(Binding.udp(464))
                  ? reply
                  : Framing.lengthPrefix(4, 65_535).frame(reply)));
    }
  }

  @Nested
  class KpasswdUdp extends Kpasswd {
    KpasswdUdp() {
      super(Binding.udp(464));
    }
  }

  @Nested
  class KpasswdTcp extends Kpasswd {
    KpasswdTcp() {
      super(Binding.tcp(464));
    }
  }
}

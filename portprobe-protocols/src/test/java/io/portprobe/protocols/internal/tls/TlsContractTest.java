package io.portprobe.protocols.internal.tls;

import io.portprobe.protocols.tls.Tls;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The handshake alone is the finding. The contract simulates it, so any peer after it is TLS. */
class TlsContractTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new TlsProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.tls(443);
  }

  @Override
  protected TestDialogueContext context(long seed) {
    return super.context(seed).with(Tls.ALL_VERSIONS, true).with(Tls.ALPN, "h2,http/1.1");
  }

  /** A server of TLS 1.2 and 1.3. */
  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(ServerBytes.replyTo(request, Set.of(0x0303, 0x0304)));
  }

  @Override
  protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
    return Map.of(
        Tls.VERSIONS,
        List.of("TLSv2", "TLSv1,", ",", "SSLv3"),
        Tls.SERVER_NAME,
        List.of("a b", "x".repeat(256)),
        Tls.ALPN,
        List.of(",", "a,,b", "a b", "x".repeat(51)));
  }

  @Override
  protected Set<String> acceptedGreetings() {
    return Set.of(ANY_GREETING, "echo", "random bytes");
  }

  @Override
  protected Set<String> recognisedGreetings() {
    return Set.of("tls-alert", "tls-alert-12");
  }
}

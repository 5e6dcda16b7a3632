package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.msrpc.wire.ConnectionWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MsRpcProtocolTest {
  @Test
  void bindings_arePort135() {
    assertThat(new MsRpcProtocol().name()).isEqualTo("msrpc");
    assertThat(new MsRpcProtocol().bindings())
        .containsExactlyInAnyOrder(Binding.tcp(135), Binding.udp(135));
  }

  @Test
  void serviceLoader_findsProtocol() {
    assertThat(ServiceLoader.load(Protocol.class)).hasAtLeastOneElementOfType(MsRpcProtocol.class);
  }

  @Test
  void open_tcp_sendsBind() {
    Step first = new MsRpcProtocol().open(TestDialogueContext.of(Transport.TCP, 135)).start();

    assertThat(first).isEqualTo(Step.send(ConnectionWriter.bind(1, RpcInterface.ENDPOINT_MAPPER)));
  }
}

package io.portprobe.protocols.internal.msrpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.internal.msrpc.Hex;
import org.junit.jupiter.api.Test;

class ConnectionWriterTest {
  @Test
  void bind_offersTheEndpointMapperInNdr() {
    assertThat(ConnectionWriter.bind(1, RpcInterface.ENDPOINT_MAPPER))
        .isEqualTo(
            Hex.octets(
                """
                05 00 0b 03  10 00 00 00       # 5.0 bind, first and last, little-endian
                48 00 00 00  01 00 00 00       # 72 octets, no verifier, call 1
                d0 16 d0 16  00 00 00 00       # 5840 both ways, a new association
                01 00 00 00                    # one context element
                00 00 01 00                    # context 0, one transfer syntax
                08 83 af e1 1f 5d c9 11 91 a4 08 00 2b 14 a0 fa  03 00 00 00
                04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60  02 00 00 00
                """));
  }
}

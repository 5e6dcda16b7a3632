package io.portprobe.protocols.internal.msrpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.internal.msrpc.Hex;
import io.portprobe.protocols.internal.msrpc.MapperCalls;
import io.portprobe.protocols.msrpc.Inquiry;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the client sends, octet by octet")
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

  @Test
  void lookup_asksForEverything() {
    ContextHandle handle =
        new ContextHandle(0x0a0b0c0dL, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));

    assertThat(
            ConnectionWriter.request(7, MapperCalls.lookup((Inquiry.Lookup) Inquiry.all(), handle)))
        .isEqualTo(
            Hex.octets(
                """
                05 00 00 03  10 00 00 00       # request
                40 00 00 00  07 00 00 00       # 64 octets, call 7
                28 00 00 00  00 00 02 00       # 40 of stub data, context 0, operation 2
                00 00 00 00  00 00 00 00  00 00 00 00   # all elements, no object, no interface
                01 00 00 00                    # all versions
                0d 0c 0b 0a  33 22 11 00 55 44 77 66 88 99 aa bb cc dd ee ff
                f4 01 00 00                    # 500 entries
                """));
  }

  @Test
  void lookupHandleFree_givesTheHandleBack() {
    ContextHandle handle =
        new ContextHandle(0, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));

    assertThat(ConnectionWriter.request(8, MapperCalls.lookupHandleFree(handle)))
        .isEqualTo(
            Hex.octets(
                """
                05 00 00 03  10 00 00 00
                2c 00 00 00  08 00 00 00       # 44 octets, call 8
                14 00 00 00  00 00 04 00       # 20 of stub data, context 0, operation 4
                00 00 00 00  33 22 11 00 55 44 77 66 88 99 aa bb cc dd ee ff
                """));
  }
}

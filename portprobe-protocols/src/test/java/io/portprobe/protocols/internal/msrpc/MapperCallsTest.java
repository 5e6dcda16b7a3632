package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.internal.msrpc.wire.ConnectionWriter;
import io.portprobe.protocols.internal.msrpc.wire.ContextHandle;
import io.portprobe.protocols.msrpc.Inquiry;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MapperCallsTest {
  @Test
  void lookup_all_encodesNullFilters() {
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
  void lookupHandleFree_encodesHandle() {
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

package io.portprobe.protocols.internal.msrpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.internal.msrpc.Hex;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPduTest {
  private static final String BODY =
      "05 00 03 03 10 00 00 00 20 00 00 00 01 00 00 00 00000000 0000 0000";

  @ParameterizedTest
  @CsvSource({
    "0300011c,fault 0x1c010003 (nca_unk_if)",
    "0200011c,fault 0x1c010002 (nca_op_rng_error)",
    "1a00001c,fault 0x1c00001a (nca_s_fault_context_mismatch)",
    "05000000,fault 0x00000005 (access denied)",
    "f7060000,fault 0x000006f7 (rpc_x_bad_stub_data)",
    "d6a0c916,fault 0x16c9a0d6 (ept_s_not_registered)",
    "efbeadde,fault 0xdeadbeef",
  })
  void describe_returnsStatusName(String status, String text) throws Exception {
    ConnectionPdu fault =
        new ConnectionPdu(
            ConnectionPdu.FAULT, 3, ByteOrder.LITTLE_ENDIAN, 1, Hex.octets(BODY + status));

    assertThat(FaultPdu.describe(fault)).isEqualTo(text);
  }

  @Test
  void describe_bigEndian_isRead() throws Exception {
    ConnectionPdu fault =
        new ConnectionPdu(
            ConnectionPdu.FAULT, 3, ByteOrder.BIG_ENDIAN, 1, Hex.octets(BODY + "1c010014"));

    assertThat(FaultPdu.describe(fault)).isEqualTo("fault 0x1c010014 (nca_server_too_busy)");
  }

  @Test
  void describe_withoutStatus_throwsFormatException() {
    ConnectionPdu fault =
        new ConnectionPdu(ConnectionPdu.FAULT, 3, ByteOrder.LITTLE_ENDIAN, 1, Hex.octets(BODY));

    assertThatThrownBy(() -> FaultPdu.describe(fault)).isInstanceOf(RpcFormatException.class);
  }
}

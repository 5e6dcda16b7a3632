package io.portprobe.protocols.internal.msrpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.internal.msrpc.Hex;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindReplyTest {
  private static final String HEADER = "05 00 0c 03 10 00 00 00 00 00 00 00 01 00 00 00";
  private static final String NDR = "04 5d 88 8a eb 1c c9 11 9f e8 08 00 2b 10 48 60 02 00 00 00";
  private static final String NO_SYNTAX = "00".repeat(20);

  private static ConnectionPdu little(String hex) {
    return new ConnectionPdu(
        ConnectionPdu.BIND_ACK, 3, ByteOrder.LITTLE_ENDIAN, 1, Hex.octets(HEADER + hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000 0000", // none: two octets of padding
        "0100 00 00",
        "0200 3100",
        "0400 31333500 0000", // "135"
        "0500 3133353000 00",
        "0f00 5c504950455c65706d617070657200 000000" // \PIPE\epmapper
      })
  void refusalIn_anySecondaryAddress_isSkipped(String address) throws Exception {
    // 8 octets of sizes and association come first; the address begins at 24, a multiple of 4.
    ConnectionPdu ack = little("b810 b810 45230100" + address + "01 00 0000 0000 0000" + NDR);

    assertThat(BindReply.refusalIn(ack, RpcInterface.ENDPOINT_MAPPER)).isEmpty();
  }

  @Test
  void refusalIn_bigEndian_isRead() throws Exception {
    ConnectionPdu ack =
        new ConnectionPdu(
            ConnectionPdu.BIND_ACK,
            3,
            ByteOrder.BIG_ENDIAN,
            1,
            Hex.octets(
                "05 00 0c 03 00 00 00 00 003c 0000 00000001"
                    + "10b8 10b8 00012345 0004 31333500 0000 01 00 0000 0000 0000"
                    + "8a885d04 1ceb 11c9 9fe808002b104860 00000002"));

    assertThat(BindReply.refusalIn(ack, RpcInterface.ENDPOINT_MAPPER)).isEmpty();
  }

  @Test
  void refusalIn_extraResults_areIgnored() throws Exception {
    // The response of a server that negotiates bind-time features: 3 is negotiate_ack.
    ConnectionPdu ack =
        little(
            "b810 b810 45230100 0400 31333500 0000 02 00 0000 0000 0000"
                + NDR
                + "0300 0300"
                + NO_SYNTAX);

    assertThat(BindReply.refusalIn(ack, RpcInterface.ENDPOINT_MAPPER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0200 0100 | provider rejection, abstract syntax not supported",
        "0200 0200 | provider rejection, proposed transfer syntaxes not supported",
        "0200 0300 | provider rejection, local limit exceeded",
        "0100 0000 | user rejection, reason not specified",
        "0300 0700 | negotiate ack, code 7",
        "0900 0000 | code 9, reason not specified",
      })
  void refusalIn_rejected_returnsReason(String codes, String why) throws Exception {
    ConnectionPdu ack =
        little("b810 b810 45230100 0400 31333500 0000 01 00 0000" + codes + NO_SYNTAX);

    assertThat(BindReply.refusalIn(ack, RpcInterface.ENDPOINT_MAPPER)).contains(why);
  }

  @Test
  void refusalIn_otherTransferSyntax_isRefused() {
    ConnectionPdu ack =
        little(
            "b810 b810 45230100 0400 31333500 0000 01 00 0000 0000 0000"
                + "33057171babe37498319b5dbef9ccc36 01000000"); // NDR64

    assertThatThrownBy(() -> BindReply.refusalIn(ack, RpcInterface.ENDPOINT_MAPPER))
        .hasMessage(
            "transfer_syntax: 71710533-beba-4937-8319-b5dbef9ccc36 version 1"
                + " (expected: NDR version 2)");
  }

  @Test
  void refusalIn_noResult_isRefused() {
    ConnectionPdu ack = little("b810 b810 45230100 0400 31333500 0000 00 00 0000");

    assertThatThrownBy(() -> BindReply.refusalIn(ack, RpcInterface.ENDPOINT_MAPPER))
        .hasMessage("n_results: 0 (expected: 1)");
  }

  @Test
  void refusalIn_cutOffAnywhere_throwsFormatException() {
    byte[] whole =
        little("b810 b810 45230100 0400 31333500 0000 01 00 0000 0000 0000" + NDR).octets();
    for (int length = ConnectionPdu.HEADER; length < whole.length; length++) {
      ConnectionPdu cut =
          new ConnectionPdu(
              ConnectionPdu.BIND_ACK, 3, ByteOrder.LITTLE_ENDIAN, 1, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> BindReply.refusalIn(cut, RpcInterface.ENDPOINT_MAPPER))
          .isInstanceOf(RpcFormatException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0000,reason not specified",
    "0100,temporary congestion",
    "0200,local limit exceeded",
    "0400,protocol version not supported",
    "0800,authentication type not recognized",
    "0900,invalid checksum",
    "0a00,code 10",
    "ffff,code 65535",
  })
  void describeNak_returnsReason(String code, String reason) throws Exception {
    assertThat(BindReply.describeNak(little(code + "01 05 00")))
        .isEqualTo("the server refused the bind: " + reason);
  }

  @Test
  void describeNak_withoutReason_throwsFormatException() {
    assertThatThrownBy(() -> BindReply.describeNak(little("00")))
        .isInstanceOf(RpcFormatException.class)
        .hasMessage(
            "reject reason: needs 2 octets at 16 (expected: at most 1, the data ends there)");
  }
}

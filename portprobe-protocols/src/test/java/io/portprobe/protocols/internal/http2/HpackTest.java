package io.portprobe.protocols.internal.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are those of RFC 7541 appendix C. */
class HpackTest {
  private final HpackDecoder decoder = new HpackDecoder();

  private List<String> decode(String hex) throws HpackException {
    return decoder.decode(Http2Bytes.hex(hex)).stream()
        .map(field -> field.name() + ": " + field.value())
        .toList();
  }

  /** Appendix C.3: the second and third block use the dynamic table of those before. */
  @Test
  void requests_withoutHuffmanCodes() throws HpackException {
    assertThat(decode("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d"))
        .containsExactly(
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
    assertThat(decode("8286 84be 5808 6e6f 2d63 6163 6865"))
        .endsWith(":authority: www.example.com", "cache-control: no-cache");
    assertThat(decode("8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65"))
        .containsExactly(
            ":method: GET",
            ":scheme: https",
            ":path: /index.html",
            ":authority: www.example.com",
            "custom-key: custom-value");
  }

  /** Appendix C.4. */
  @Test
  void requests_withHuffmanCodes() throws HpackException {
    assertThat(decode("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"))
        .endsWith(":authority: www.example.com");
    assertThat(decode("8286 84be 5886 a8eb 1064 9cbf")).endsWith("cache-control: no-cache");
    assertThat(decode("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"))
        .endsWith("custom-key: custom-value");
  }

  /** Appendix C.6.1. */
  @Test
  void response_withHuffmanCodes() throws HpackException {
    assertThat(
            decode(
                "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6"
                    + "2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3"))
        .containsExactly(
            ":status: 302",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
  }

  @Test
  void dynamicTable_forgetsTheOldestEntry() throws HpackException {
    var unused = decode("3f19" + "40 01 61 01 62".repeat(2)); // a table of 56 bytes holds one entry
    assertThat(decode("be")).containsExactly("a: b");
    assertThatThrownBy(() -> decode("bf")).isInstanceOf(HpackException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "80, index",
    "be, index",
    "ff80808080, more than 28 bits",
    "40, ends within",
    "4001, within a string",
    "0081ff00, padding",
    "0084ffffffff00, end of a string",
    "3fe21f, size of the table",
    "82 20, size of the table"
  })
  void invalidBlock_isRejected(String hex, String reason) {
    assertThatThrownBy(() -> decode(hex))
        .isInstanceOf(HpackException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void fields_areLimited() {
    assertThatThrownBy(() -> decode("82".repeat(201))).hasMessageContaining("more than 200 fields");
    assertThatThrownBy(() -> decode("407f8110" + "61".repeat(2000) + "00" + "be".repeat(40)))
        .isInstanceOf(HpackException.class);
  }

  @Test
  void staticTable_isThatOfAppendixA() {
    assertThat(HpackTable.SIZE).isEqualTo(61);
    assertThat(HpackTable.get(1)).isEqualTo(new HeaderField(":authority", ""));
    assertThat(HpackTable.get(16)).isEqualTo(new HeaderField("accept-encoding", "gzip, deflate"));
    assertThat(HpackTable.get(61)).isEqualTo(new HeaderField("www-authenticate", ""));
  }

  /** Codes of 13 to 30 bits, from the table of appendix B. */
  @Test
  void rareSymbols_haveLongCodes() throws HpackException {
    // 0x00 is 1ff8 in 13 bits, 0x0a is 3ffffffc in 30 bits, 0xff is 3ffffee in 26 bits
    assertThat(Huffman.decode(Http2Bytes.hex("ffc7"))).containsExactly(0);
    assertThat(Huffman.decode(Http2Bytes.hex("fffffff3"))).containsExactly(10);
    assertThat(Huffman.decode(Http2Bytes.hex("fffffbbf"))).containsExactly(0xff);
  }
}

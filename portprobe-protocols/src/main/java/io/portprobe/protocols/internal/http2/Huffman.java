package io.portprobe.protocols.internal.http2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The Huffman code of RFC 7541 appendix B. The code is canonical: codes of one length are
 * consecutive, in the order of their symbols, so the lengths define it.
 */
final class Huffman {
  private static final int SYMBOLS = 257;
  private static final int END_OF_STRING = 256;
  private static final int MIN_LENGTH = 5;
  private static final int MAX_LENGTH = 30;

  /** The lengths of the codes of the symbols 0 to 256: {@code A} is 5 bits, {@code Z} is 30. */
  private static final String LENGTHS =
      "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHF"
          + "IBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIX"
          + "PRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
          + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWV"
          + "Z";

  private static final int[] COUNTS = new int[MAX_LENGTH + 1];
  private static final int[] SORTED = new int[SYMBOLS]; // by length, then by symbol

  static {
    int next = 0;
    for (int length = MIN_LENGTH; length <= MAX_LENGTH; length++) {
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        if (LENGTHS.charAt(symbol) - 'A' + MIN_LENGTH == length) {
          SORTED[next] = symbol;
          next++;
          COUNTS[length]++;
        }
      }
    }
  }

  private Huffman() {}

  /** Decodes all remaining bytes. */
  static byte[] decode(ByteBuffer encoded) throws HpackException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = 0; // the bits since the last symbol
    int length = 0;
    int first = 0; // the first code of this length
    int index = 0; // its place in SORTED
    boolean ones = true; // whether all bits since the last symbol are 1
    while (encoded.hasRemaining()) {
      int octet = encoded.get();
      for (int bit = 7; bit >= 0; bit--) {
        int value = octet >> bit & 1;
        ones &= value == 1;
        code = code << 1 | value;
        first = (first + COUNTS[length]) << 1;
        index += COUNTS[length];
        length++;
        if (length > MAX_LENGTH) {
          throw new HpackException("a Huffman code of more than 30 bits");
        }
        if (code - first < COUNTS[length]) {
          int symbol = SORTED[index + code - first];
          if (symbol == END_OF_STRING) {
            throw new HpackException("the Huffman code of the end of a string");
          }
          out.write(symbol);
          code = 0;
          length = 0;
          first = 0;
          index = 0;
          ones = true;
        }
      }
    }
    if (length > 7 || !ones) {
      throw new HpackException("invalid padding of a Huffman code"); // RFC 7541 section 5.2
    }
    return out.toByteArray();
  }
}

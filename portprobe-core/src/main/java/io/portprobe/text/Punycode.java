package io.portprobe.text;

/** The encoding of Unicode labels in ASCII (RFC 3492), with the names of the RFC. */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 128;

  private Punycode() {}

  /** Encodes code points. A label is short, so that no number can overflow. */
  static String encode(int[] input) {
    if (input.length > 255) {
      throw new IllegalArgumentException(
          "label: " + input.length + " characters (expected: at most 255)");
    }
    StringBuilder output = new StringBuilder();
    for (int c : input) {
      if (c < INITIAL_N) {
        output.append((char) c);
      }
    }
    int basic = output.length();
    if (basic > 0) {
      output.append('-');
    }
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    for (int handled = basic; handled < input.length; ) {
      int next = smallest(input, n);
      delta += (next - n) * (handled + 1);
      n = next;
      for (int c : input) {
        if (c < n) {
          delta++;
        } else if (c == n) {
          appendInteger(output, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return output.toString();
  }

  private static int smallest(int[] input, int n) {
    int smallest = Integer.MAX_VALUE;
    for (int c : input) {
      if (c >= n && c < smallest) {
        smallest = c;
      }
    }
    return smallest;
  }

  /** Appends a variable-length integer (RFC 3492 section 3.3). */
  private static void appendInteger(StringBuilder output, int value, int bias) {
    int q = value;
    int k = BASE;
    int threshold = threshold(k, bias);
    while (q >= threshold) {
      output.append(digit(threshold + (q - threshold) % (BASE - threshold)));
      q = (q - threshold) / (BASE - threshold);
      k += BASE;
      threshold = threshold(k, bias);
    }
    output.append(digit(q));
  }

  private static int threshold(int k, int bias) {
    return Math.min(T_MAX, Math.max(T_MIN, k - bias));
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int adapt(int firstDelta, int points, boolean first) {
    int delta = first ? firstDelta / DAMP : firstDelta / 2;
    delta += delta / points;
    int k = 0;
    while (delta > (BASE - T_MIN) * T_MAX / 2) {
      delta /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
  }
}

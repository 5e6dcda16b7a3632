package io.portprobe.text;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The ASCII form of internationalised host names (RFC 5891, UTS #46 without transitional
 * processing).
 *
 * <p>The JDK implements IDNA 2003 (RFC 3490), which differs for four characters: it replaces the
 * sharp s by "ss" and the final sigma by another sigma, and removes the two joiners, so that the
 * result is another name. Labels with these characters are converted here, all others by the JDK. A
 * library with the tables of UTS #46 (ICU4J) has 14 MB.
 */
final class Idna {
  private static final int SHARP_S = 0xdf;
  private static final int CAPITAL_SHARP_S = 0x1e9e;
  private static final int FINAL_SIGMA = 0x3c2;
  private static final int NON_JOINER = 0x200c;
  private static final int JOINER = 0x200d;

  /** The characters that separate labels (RFC 3490 section 3.1). */
  private static final Pattern DOTS = Pattern.compile("[.\u3002\uff0e\uff61]");

  /** Characters without a meaning in names (RFC 3454, table B.1), except the joiners. */
  private static final Pattern IGNORED =
      Pattern.compile("[\u00ad\u034f\u1806\u180b-\u180d\u200b\u2060\ufe00-\ufe0f\ufeff]");

  /**
   * The signs (viramas) after which a joiner selects a form of a letter (RFC 5892, A.1 and A.2).
   */
  private static final String VIRAMAS =
      "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u0e3a\u0f84\u1039\u103a\u1714"
          + "\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua8c4\ua953\ua9c0\uaaf6"
          + "\uabed";

  private static final Pattern NAME_CHARACTER = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}_-]");

  private Idna() {}

  /**
   * Returns the ASCII form of a name.
   *
   * @throws IllegalArgumentException if the name has characters that no host name may have
   */
  static String toAscii(String name) {
    if (name.codePoints().noneMatch(Idna::isDeviation)) {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
    }
    List<String> labels = new ArrayList<>();
    for (String label : DOTS.split(name, -1)) {
      labels.add(
          label.codePoints().anyMatch(Idna::isDeviation)
              ? "xn--" + Punycode.encode(mapped(label))
              : label.isEmpty() ? label : IDN.toASCII(label, IDN.ALLOW_UNASSIGNED));
    }
    return String.join(".", labels);
  }

  private static boolean isDeviation(int c) {
    return c == SHARP_S || c == CAPITAL_SHARP_S || c == FINAL_SIGMA || isJoiner(c);
  }

  private static boolean isJoiner(int c) {
    return c == NON_JOINER || c == JOINER;
  }

  /** Maps a label to lower case and to compatibility forms, and checks it. */
  private static int[] mapped(String label) {
    String visible = IGNORED.matcher(label).replaceAll("");
    int[] mapped =
        lowerCase(Normalizer.normalize(lowerCase(visible), Normalizer.Form.NFKC))
            .codePoints()
            .toArray();
    for (int i = 0; i < mapped.length; i++) {
      boolean valid = isJoiner(mapped[i]) ? joins(mapped, i) : isNameCharacter(mapped[i]);
      if (!valid) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "character: U+%04X (expected: one that names may have)", mapped[i]));
      }
    }
    return mapped;
  }

  /** Maps each character by itself: in a name, a capital sigma is never a final one. */
  private static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder();
    text.codePoints()
        .map(c -> c == CAPITAL_SHARP_S ? SHARP_S : Character.toLowerCase(c))
        .forEach(lower::appendCodePoint);
    return lower.toString();
  }

  private static boolean isNameCharacter(int c) {
    return NAME_CHARACTER.matcher(Character.toString(c)).matches();
  }

  /** Returns whether a joiner changes how the letters beside it look. */
  private static boolean joins(int[] label, int at) {
    if (at == 0) {
      return false;
    }
    int before = label[at - 1];
    boolean cursive =
        label[at] == NON_JOINER
            && at + 1 < label.length
            && isCursive(before)
            && isCursive(label[at + 1]);
    return cursive || VIRAMAS.indexOf(before) >= 0;
  }

  private static boolean isCursive(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case ARABIC, SYRIAC, MONGOLIAN, NKO, MANDAIC, PHAGS_PA, ADLAM, MANICHAEAN, SOGDIAN -> true;
      default -> false;
    };
  }
}

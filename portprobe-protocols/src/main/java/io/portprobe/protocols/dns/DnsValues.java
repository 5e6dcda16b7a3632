package io.portprobe.protocols.dns;

import io.portprobe.text.SafeText;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The valid values of the options of {@link Dns}. */
final class DnsValues {
  private static final int MAX_CODE = 0xffff;

  private DnsValues() {}

  static boolean isName(String text) {
    if (text.isEmpty() || !text.chars().allMatch(DnsValues::isVisible)) {
      return false;
    }
    try {
      return Name.fromString(text, Name.root).isAbsolute();
    } catch (TextParseException e) {
      return false;
    }
  }

  private static boolean isVisible(int c) {
    return c != ' ' && SafeText.isPrintableAscii(c);
  }

  static boolean isType(String text) {
    int value = Type.value(text.toUpperCase(Locale.ROOT));
    return value >= 0 && value <= MAX_CODE;
  }

  static boolean isClass(String text) {
    int value = DClass.value(text.toUpperCase(Locale.ROOT));
    return value >= 0 && value <= MAX_CODE;
  }
}

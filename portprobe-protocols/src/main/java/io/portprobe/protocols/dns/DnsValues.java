package io.portprobe.protocols.dns;

import io.portprobe.text.SafeText;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The valid values of the options of {@link Dns}. */
final class DnsValues {
  private static final int MAX_CODE = 0xffff;

  // Valid without the tables of dnsjava: 150 classes, which a client that sends no query does not
  // load. The defaults of the options are among these.
  private static final Set<String> COMMON_TYPES =
      Set.of("A", "AAAA", "ANY", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT");
  private static final Set<String> COMMON_CLASSES = Set.of("IN", "CH");
  private static final String ROOT = ".";

  private DnsValues() {}

  static boolean isName(String text) {
    if (text.equals(ROOT)) {
      return true;
    }
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
    if (COMMON_TYPES.contains(text)) {
      return true;
    }
    int value = Type.value(text.toUpperCase(Locale.ROOT));
    return value >= 0 && value <= MAX_CODE;
  }

  static boolean isClass(String text) {
    if (COMMON_CLASSES.contains(text)) {
      return true;
    }
    int value = DClass.value(text.toUpperCase(Locale.ROOT));
    return value >= 0 && value <= MAX_CODE;
  }
}

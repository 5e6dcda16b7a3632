package io.portprobe.protocols.internal.greeting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decoder of replies with three-digit codes, as SMTP (RFC 5321 section 4.2) and FTP (RFC 959
 * section 4.2) use them. A multi-line reply has a hyphen after the code in its first line, and ends
 * with a line that has the same code and a space. The lines between need no code.
 */
final class CodeReplyReader implements ReplyReader {
  private static final Pattern FIRST = Pattern.compile("([1-5][0-9]{2})(?:([ -])(.*))?");

  private final List<String> raw = new ArrayList<>();
  private final List<String> data = new ArrayList<>();
  private String code = "";
  private String text = "";

  @Override
  public Progress add(String line) {
    raw.add(line);
    if (raw.size() > 1) {
      return next(line);
    }
    Matcher first = FIRST.matcher(line);
    if (!first.matches()) {
      return Progress.INVALID;
    }
    code = first.group(1);
    text = first.group(3) == null ? "" : first.group(3);
    return "-".equals(first.group(2)) ? Progress.INCOMPLETE : Progress.COMPLETE;
  }

  private Progress next(String line) {
    boolean coded = line.startsWith(code);
    char separator = line.length() > code.length() ? line.charAt(code.length()) : ' ';
    if (coded && (separator == ' ' || separator == '-')) {
      data.add(line.length() > code.length() ? line.substring(code.length() + 1) : "");
      return separator == ' ' ? Progress.COMPLETE : Progress.INCOMPLETE;
    }
    data.add(line);
    return Progress.INCOMPLETE;
  }

  @Override
  public Reply reply() {
    return new Reply(code, text, data, raw);
  }
}

package io.portprobe.protocols.internal.greeting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decoder of replies of one status line, which a block of lines may follow that ends with a dot
 * (RFC 1939 section 3, RFC 3977 section 3.1.1).
 */
final class BlockReplyReader implements ReplyReader {
  private static final Pattern POP3 = Pattern.compile("([+]OK|-ERR)(?: (.*))?");
  private static final Pattern NNTP = Pattern.compile("([1-5][0-9]{2})(?: (.*))?");

  private final Pattern statusLine;
  private final String statusOfBlock;
  private final List<String> raw = new ArrayList<>();
  private final List<String> data = new ArrayList<>();
  private String status = "";
  private String text = "";

  private BlockReplyReader(Pattern statusLine, String statusOfBlock) {
    this.statusLine = statusLine;
    this.statusOfBlock = statusOfBlock;
  }

  /** Returns a decoder of a reply of POP3 without a block. */
  static BlockReplyReader pop3Line() {
    return new BlockReplyReader(POP3, "");
  }

  /** Returns a decoder of a reply of POP3 with a block, unless it is an error. */
  static BlockReplyReader pop3Block() {
    return new BlockReplyReader(POP3, "+OK");
  }

  /** Returns a decoder of a reply of NNTP, with a block if it is the list of capabilities. */
  static BlockReplyReader nntp() {
    return new BlockReplyReader(NNTP, "101");
  }

  @Override
  public Progress add(String line) {
    raw.add(line);
    if (raw.size() == 1) {
      Matcher first = statusLine.matcher(line);
      if (!first.matches()) {
        return Progress.INVALID;
      }
      status = first.group(1);
      text = first.group(2) == null ? "" : first.group(2);
      return status.equals(statusOfBlock) ? Progress.INCOMPLETE : Progress.COMPLETE;
    }
    if (line.equals(".")) {
      return Progress.COMPLETE;
    }
    data.add(line.startsWith(".") ? line.substring(1) : line);
    return Progress.INCOMPLETE;
  }

  @Override
  public Reply reply() {
    return new Reply(status, text, data, raw);
  }
}

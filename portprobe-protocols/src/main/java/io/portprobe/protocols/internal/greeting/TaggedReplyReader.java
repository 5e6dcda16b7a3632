package io.portprobe.protocols.internal.greeting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decoder of replies of IMAP (RFC 9051 section 7): untagged responses, then the one with the tag
 * of the command. The greeting is an untagged response.
 */
final class TaggedReplyReader implements ReplyReader {
  private static final Pattern GREETING = Pattern.compile("[*] (OK|PREAUTH|BYE)(?: (.*))?");
  private static final Pattern TAGGED = Pattern.compile("([A-Za-z0-9]+) (OK|NO|BAD)(?: (.*))?");
  private static final String UNTAGGED = "* ";

  private final String tag;
  private final List<String> raw = new ArrayList<>();
  private final List<String> data = new ArrayList<>();
  private String status = "";
  private String text = "";

  /** Creates a decoder; an empty tag is for the greeting. */
  TaggedReplyReader(String tag) {
    this.tag = tag;
  }

  @Override
  public Progress add(String line) {
    raw.add(line);
    if (tag.isEmpty()) {
      return complete(GREETING.matcher(line), 1);
    }
    if (line.startsWith(UNTAGGED)) {
      data.add(line.substring(UNTAGGED.length()));
      return Progress.INCOMPLETE;
    }
    Matcher tagged = TAGGED.matcher(line);
    return tagged.matches() && tagged.group(1).equals(tag) ? complete(tagged, 2) : Progress.INVALID;
  }

  private Progress complete(Matcher line, int group) {
    if (!line.matches()) {
      return Progress.INVALID;
    }
    status = line.group(group);
    text = line.group(group + 1) == null ? "" : line.group(group + 1);
    return Progress.COMPLETE;
  }

  @Override
  public Reply reply() {
    return new Reply(status, text, data, raw);
  }
}

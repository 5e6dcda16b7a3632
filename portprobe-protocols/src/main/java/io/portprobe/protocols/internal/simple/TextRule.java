package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.ServiceFacts;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the text of a protocol has to contain. */
enum TextRule {
  /** One line with a time of day, which is no reply code of FTP or SMTP. */
  DAYTIME(128) {
    @Override
    boolean accepts(List<String> lines) {
      return lines.size() == 1
          && TIME_OF_DAY.matcher(lines.get(0)).find()
          && !REPLY_CODE.matcher(lines.get(0)).lookingAt();
    }

    @Override
    ServiceFacts facts() {
      return ServiceFacts.of("daytime").withVolatileComponents("text").withVolatileLines("");
    }
  },

  /** Any text. */
  QOTD(512) {
    @Override
    boolean accepts(List<String> lines) {
      return true;
    }

    @Override
    ServiceFacts facts() {
      return ServiceFacts.none().withVolatileComponents("text").withVolatileLines("");
    }
  },

  /** A list of users, or a message of a finger server. */
  FINGER(16 * 1024) {
    @Override
    boolean accepts(List<String> lines) {
      return lines.stream().anyMatch(line -> USERS.matcher(line).find());
    }

    @Override
    ServiceFacts facts() {
      return ServiceFacts.of("finger").withVolatileComponents("text").withVolatileLines("");
    }
  };

  private static final Pattern TIME_OF_DAY = Pattern.compile("\\b[0-2]?[0-9]:[0-5][0-9]\\b");
  private static final Pattern REPLY_CODE = Pattern.compile("[1-5][0-9]{2}[ -]");

  private static final Pattern USERS =
      Pattern.compile(
          "^login\\b|no one logged|^ *line +user|no such user|^finger: |in real life:|^no plan"
              + "|^user +(?:name|real|tty|full)",
          Pattern.CASE_INSENSITIVE);

  private final int maxBytes;

  TextRule(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns whether lines that are not blank are a text of the protocol. */
  abstract boolean accepts(List<String> lines);

  abstract ServiceFacts facts();

  /** Returns the maximum length of the text. */
  int maxBytes() {
    return maxBytes;
  }

  String protocol() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.portprobe.protocols.simple;

import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.SafeText;

/**
 * The option of the protocol {@code "finger"} (RFC 1288), bound to tcp/79.
 *
 * <p>The client sends a query and collects the text until the server closes. The finding is a
 * {@link SimpleText}.
 */
public final class Finger {
  /**
   * The queried user: at most 64 printable ASCII characters without {@code @}, since the server
   * would forward the query. Default: none, the empty string, which lists the users that are logged
   * on.
   */
  public static final ProtocolOption<String> USER =
      ProtocolOption.of(
              "finger.user", "", Finger::isUser, "at most 64 printable ASCII characters without @")
          .describedAs("The user to query.");

  private Finger() {}

  private static boolean isUser(String user) {
    return user.length() <= 64
        && user.chars().allMatch(c -> SafeText.isPrintableAscii(c) && c != '@');
  }
}

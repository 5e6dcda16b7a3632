package io.portprobe.protocols.tftp;

import io.portprobe.spi.ProtocolOption;
import java.util.regex.Pattern;

/**
 * The options of the protocol {@code "tftp"}: TFTP servers (RFC 1350), bound to udp/69. The finding
 * is a {@link TftpServer}.
 *
 * <p>The client sends a read request in octet mode, by default for a random name that no server
 * has. An error message and the first block of a file both prove a server. Servers respond from
 * another port. The client acknowledges no block: it ends a transfer with an error message. It
 * never writes.
 */
public final class Tftp {
  private static final Pattern FILE = Pattern.compile("[\\x20-\\x7e]{0,255}");

  /**
   * The name of the file to request: at most 255 characters of printable ASCII. Default: empty, for
   * {@code portprobe-} and 8 random hexadecimal digits.
   */
  public static final ProtocolOption<String> FILE_NAME =
      ProtocolOption.of(
              "tftp.fileName",
              "",
              name -> FILE.matcher(name).matches(),
              "0-255 characters of printable ASCII")
          .describedAs("The name of the file to request, by default a random one.");

  private Tftp() {}
}

package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.text.AddressSyntax;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of the local address. A picocli mixin. */
public final class SourceOption {
  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      description = "Send from this address of the local host.")
  private @Nullable String source;

  /** Called by picocli. */
  public SourceOption() {}

  /**
   * Returns the address, without name resolution.
   *
   * @return empty if the option is absent
   * @throws CommandException if it is no address, or its zone is no interface of this host
   */
  public Optional<InetAddress> address() throws CommandException {
    if (source == null) {
      return Optional.empty();
    }
    String bare =
        source.startsWith("[") && source.endsWith("]")
            ? source.substring(1, source.length() - 1)
            : source;
    int zone = bare.indexOf('%');
    if (AddressSyntax.bytes(zone < 0 ? bare : bare.substring(0, zone)) == null) {
      throw CommandException.badValue("--source", source, "an IPv4 or IPv6 address");
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      throw CommandException.badValue("--source", source, "an address of the local host");
    }
  }
}

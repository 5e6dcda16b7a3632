package io.portprobe.protocols.internal.socks;

import io.portprobe.text.HostSyntax;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The host and port of a request. The host is a name, or an address without a zone.
 *
 * @param address the bytes of an address; empty for a name
 */
record Destination(String host, Optional<byte[]> address, int port) {
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int IPV4_BYTES = 4;

  /** Port 0 of 0.0.0.0, to which no connection can be made. */
  static final Destination NOWHERE = new Destination("0.0.0.0", Optional.of(new byte[4]), 0);

  /** Returns the destination of a valid option. */
  static Destination of(String option) {
    int colon = option.lastIndexOf(':');
    String host = option.substring(0, colon);
    int port = Integer.parseInt(option.substring(colon + 1));
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (!HostSyntax.isLiteral(bare)) {
      return new Destination(host, Optional.empty(), port);
    }
    try {
      return new Destination(host, Optional.of(InetAddress.getByName(host).getAddress()), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "socks.destination: '" + host + "' (expected: a name or an address)", e);
    }
  }

  /** Returns a CONNECT request of SOCKS 5 (RFC 1928 section 4). */
  byte[] request5() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {5, 1, 0});
    if (address.isPresent()) {
      out.write(address.get().length == IPV4_BYTES ? IPV4 : IPV6);
      out.writeBytes(address.get());
    } else {
      out.write(NAME);
      out.write(host.length());
      out.writeBytes(host.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(port >> 8);
    out.write(port);
    return out.toByteArray();
  }

  /**
   * Returns a CONNECT request of SOCKS 4 or, for a name, 4A: the address 0.0.0.1, and the name
   * after the user id, which is empty.
   */
  byte[] request4() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {4, 1, (byte) (port >> 8), (byte) port});
    boolean ipv4 = address.filter(bytes -> bytes.length == IPV4_BYTES).isPresent();
    out.writeBytes(ipv4 ? address.orElseThrow() : new byte[] {0, 0, 0, 1});
    out.write(0);
    if (!ipv4) {
      out.writeBytes(host.replaceAll("[\\[\\]]", "").getBytes(StandardCharsets.US_ASCII));
      out.write(0);
    }
    return out.toByteArray();
  }
}

package io.portprobe.internal.sweep;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectableChannel;

/** What the sweeps on NIO do with channels. */
final class NioSockets {
  private NioSockets() {}

  static StandardProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /** Closes a channel; there is nothing to be lost in one, so an error says nothing. */
  static void close(SelectableChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // the descriptor is gone all the same, see close(2)
    }
  }
}

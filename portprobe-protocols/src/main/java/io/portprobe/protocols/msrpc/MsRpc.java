package io.portprobe.protocols.msrpc;

import io.portprobe.spi.ProtocolOption;

/**
 * What may be set for the {@code msrpc} protocol.
 *
 * <pre>{@code
 * client.tcp("dc01", 135).option(MsRpc.INQUIRY, Inquiry.ofInterface(drsuapi)).report();
 * client.tcp("dc01", 49664).as("msrpc").option(MsRpc.INQUIRY, Inquiry.management()).report();
 * }</pre>
 */
public final class MsRpc {
  /** What to ask. Default: the whole map, {@link Inquiry#all()}. */
  public static final ProtocolOption<Inquiry> INQUIRY =
      ProtocolOption.of("msrpc.inquiry", Inquiry.all());

  private MsRpc() {}
}

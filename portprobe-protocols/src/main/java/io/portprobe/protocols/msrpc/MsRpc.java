package io.portprobe.protocols.msrpc;

import io.portprobe.spi.ProtocolOption;
import java.util.UUID;

/**
 * The option of the protocol {@code "msrpc"}: the MS-RPC endpoint mapper, bound to tcp/135 and
 * udp/135 (C706 chapters 10, 12 and 14, appendices I, L, N to Q; MS-RPCE).
 *
 * <p>By default a dialogue reads the whole endpoint map, 500 entries a page ({@code ept_lookup}),
 * and its finding is an {@link EndpointMap}. {@link #INQUIRY} selects a part of the map, {@code
 * ept_map}, or the management interface, which every MS-RPC server offers on every port:
 *
 * <pre>{@code
 * client.tcp("dc01", 135).option(MsRpc.INQUIRY, Inquiry.ofInterface(drsuapi)).report();
 * client.tcp("dc01", 49664).as("msrpc").option(MsRpc.INQUIRY, Inquiry.management()).report();
 * }</pre>
 *
 * <p>Over TCP the client binds to the interface in NDR 2.0. Over UDP it sends the same calls in
 * PDUs of the connectionless protocol, acknowledges fragments, pings a server that works on a call,
 * and responds to the server's callback. Nothing is authenticated. If the client stops before the
 * end of a list, it frees the server's handle ({@code ept_lookup_handle_free}).
 *
 * <p>Bounds: 16 MiB of memory for the map of one report (some 12,000 entries of usual size), 65536
 * entries and 12 MiB received, 1 MiB a page, and four consecutive pages without a new entry. When a
 * bound is reached, and after a fault, broken encoding or the end of the stream, the map holds the
 * entries received until then and is marked incomplete. A peer that does not offer the interface is
 * an {@link RpcService} over TCP, and over UDP has refused (a reject PDU for this call). A peer
 * that breaks the encoding before the first entry is a mismatch.
 */
public final class MsRpc {
  /** Which call to make. Default: {@link Inquiry#all()}, the whole map. */
  public static final ProtocolOption<Inquiry> INQUIRY =
      ProtocolOption.of("msrpc.inquiry", Inquiry.all())
          .parsedBy(MsRpc::inquiry, "all, management, or the UUID of an interface")
          .describedAs("The call to make.");

  private MsRpc() {}

  private static Inquiry inquiry(String text) {
    return switch (text) {
      case "all" -> Inquiry.all();
      case "management" -> Inquiry.management();
      default -> Inquiry.ofInterface(UUID.fromString(text));
    };
  }
}

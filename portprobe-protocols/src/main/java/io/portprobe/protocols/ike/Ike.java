package io.portprobe.protocols.ike;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "ike"}: IPsec key exchange, bound to udp/500 and udp/4500. The
 * finding is an {@link IkeResponder}.
 *
 * <p>The client proposes a security association with IKEv2 ({@code IKE_SA_INIT}, RFC 7296 section
 * 1.2) and with IKEv1 (main mode, RFC 2409 section 5), and waits for the responses to both. A
 * refusal, such as {@code NO_PROPOSAL_CHOSEN}, is a response. The client completes no exchange: it
 * has no keys and never authenticates. On udp/4500, messages have the non-ESP marker (RFC 3948
 * section 2.2).
 *
 * <p>Some responders answer to the source port 500 only, see {@link
 * io.portprobe.PortProbe#sourcePort(int)}.
 */
public final class Ike {
  /**
   * Whether messages have the non-ESP marker on ports other than 4500, where they always have it.
   * Default: false.
   */
  public static final ProtocolOption<Boolean> NON_ESP_MARKER =
      ProtocolOption.of("ike.nonEspMarker", false)
          .describedAs("Whether messages have the non-ESP marker on ports other than 4500.");

  private Ike() {}
}

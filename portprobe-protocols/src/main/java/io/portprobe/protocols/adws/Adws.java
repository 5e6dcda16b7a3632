package io.portprobe.protocols.adws;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "adws"}: Active Directory Web Services (MS-ADDM section 2.1),
 * bound to tcp/9389.
 *
 * <p>The client sends the preamble of .NET Message Framing (MC-NMF section 2.2.3) for the endpoint
 * {@code net.tcp://HOST:9389/ActiveDirectoryWebServices/Windows/Enumeration}, with a request to
 * upgrade the stream to NegotiateStream (MS-NNS). If the server accepts, the client sends an NTLM
 * NEGOTIATE_MESSAGE, whose response contains the names of the computer and its domain. It never
 * sends the message that would log on. The finding is an {@link AdwsResult}, also for a server of
 * .NET Message Framing that refuses with a fault.
 */
public final class Adws {
  /**
   * Whether the client sends the NTLM message. Without it, the finding has no names, and its only
   * evidence is the byte 0x0a by which a server accepts the upgrade. Default: true.
   */
  public static final ProtocolOption<Boolean> NTLM =
      ProtocolOption.of("adws.ntlm", true)
          .describedAs("Whether to start an NTLM exchange, which is not completed.");

  private Adws() {}
}

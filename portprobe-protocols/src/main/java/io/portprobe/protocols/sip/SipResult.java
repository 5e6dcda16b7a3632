package io.portprobe.protocols.sip;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The response of a SIP server to OPTIONS (RFC 3261 section 11): the finding of the protocol {@code
 * "sip"}, bound to udp/5060, tcp/5060, and tcp/5061 with TLS.
 *
 * <p>The client sends one OPTIONS request, which starts no call. A response counts if it has the
 * branch, the Call-ID and the CSeq of the request. Any final status is a finding. Texts are escaped
 * and have at most 255 characters. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface SipResult extends Finding {
  /**
   * Returns the status code.
   *
   * @return 200 to 699
   */
  int status();

  /**
   * Returns the reason phrase.
   *
   * @return for example {@code "OK"}; may be empty
   */
  String reason();

  /**
   * Returns the software of the server.
   *
   * @return the header Server, otherwise User-Agent; empty if the server sends neither
   */
  Optional<String> software();

  /**
   * Returns the methods that the server allows.
   *
   * @return at most 100 names of the header Allow, for example {@code INVITE}
   */
  List<String> allowed();

  /**
   * Returns the extensions that the server supports.
   *
   * @return at most 100 names of the header Supported, for example {@code timer}
   */
  List<String> supported();

  /**
   * Returns the types of bodies that the server accepts.
   *
   * @return at most 100 names of the header Accept, for example {@code application/sdp}
   */
  List<String> accepted();

  /**
   * Returns the address of the client as the server sees it (RFC 3581).
   *
   * @return the parameters received and rport of the header Via, for example {@code
   *     "192.0.2.1:50000"}; empty if the server sends neither
   */
  Optional<String> clientAddress();
}

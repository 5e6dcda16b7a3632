package io.portprobe.protocols.winrm;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The response of a WS-Management service (DSP0226, MS-WSMV) to an Identify request.
 *
 * <p>The protocol {@code "winrm"} is bound to tcp/5985 and, with TLS, tcp/5986. The client sends
 * one HTTP request, {@code POST /wsman} with the header {@code WSMANIDENTIFY: unauthenticated} and
 * an Identify message (DSP0226 section 11), and no credentials. A service that requires
 * authentication responds with status 401, which is a finding too if its headers are those of
 * WS-Management.
 *
 * <p>Immutable and thread-safe. Implemented by portprobe only.
 */
public interface WinRmResult extends Finding {
  /**
   * Returns the HTTP status.
   *
   * @return 200 or 401
   */
  int status();

  /**
   * Returns the header {@code Server}.
   *
   * @return for example {@code "Microsoft-HTTPAPI/2.0"}; empty if the service sent none
   */
  Optional<String> server();

  /**
   * Returns the authentication schemes that the service offers with status 401.
   *
   * @return an unmodifiable list in the order received, for example {@code "Negotiate"}, {@code
   *     "Kerberos"}
   */
  List<String> authenticationSchemes();

  /**
   * Returns the version of the protocol in an Identify response.
   *
   * @return a URI; empty if the service sent none
   */
  Optional<String> protocolVersion();

  /**
   * Returns the vendor in an Identify response.
   *
   * @return for example {@code "Microsoft Corporation"}; empty if the service sent none
   */
  Optional<String> productVendor();

  /**
   * Returns the version in an Identify response. Windows hides its own from clients that are not
   * authenticated.
   *
   * @return for example {@code "OS: 0.0.0 SP: 0.0 Stack: 3.0"}; empty if the service sent none
   */
  Optional<String> productVersion();
}

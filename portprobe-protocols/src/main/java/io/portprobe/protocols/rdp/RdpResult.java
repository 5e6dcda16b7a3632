package io.portprobe.protocols.rdp;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Remote Desktop server negotiates (MS-RDPBCGR section 2.2.1.2). The certificate is in
 * {@link io.portprobe.DialogueReport#tls()}. Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface RdpResult extends Finding {
  /**
   * Returns the security protocol that the server selected when TLS and Network Level
   * Authentication were offered.
   *
   * @return the protocol; empty if the server refused both
   */
  Optional<RdpSecurity> selected();

  /**
   * Returns the security protocols that the server selected in any connection.
   *
   * @return an unmodifiable set
   */
  Set<RdpSecurity> supported();

  /**
   * Returns whether the server refused a connection because it requires Network Level
   * Authentication.
   *
   * @return whether other clients are refused
   */
  boolean requiresNla();

  /**
   * Returns the reasons of refused negotiations (section 2.2.1.2.2), one for each protocol.
   *
   * @return an unmodifiable list of texts, for example {@code "TLS: HYBRID_REQUIRED_BY_SERVER"}
   */
  List<String> refusals();

  /**
   * Returns whether all protocols were tried.
   *
   * @return false without {@link Rdp#EACH}, or if a connection failed
   */
  boolean complete();

  /**
   * Returns notes about the exchange.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();
}

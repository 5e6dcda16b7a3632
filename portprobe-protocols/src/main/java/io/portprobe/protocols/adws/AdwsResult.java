package io.portprobe.protocols.adws;

import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The response of a server of .NET Message Framing (MC-NMF) to a client of Active Directory Web
 * Services. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface AdwsResult extends Finding {
  /**
   * Returns whether the server accepted the endpoint of Active Directory Web Services.
   *
   * @return false if the server refused with a fault: it is another service of .NET Message
   *     Framing, or one that is not ready
   */
  boolean accepted();

  /**
   * Returns the fault by which the server refused (MC-NMF section 2.2.3.5).
   *
   * @return the part of its URI after the last slash, for example {@code "EndpointNotFound"}; empty
   *     if the server accepted
   */
  Optional<String> fault();

  /**
   * Returns what the server states about itself in its NTLM challenge.
   *
   * @return the names; empty without {@link Adws#NTLM}, if the server refused, or if it sent no
   *     challenge
   */
  Optional<NtlmTarget> ntlm();

  /**
   * Returns notes about the exchange.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();
}

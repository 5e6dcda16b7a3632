package io.portprobe.protocols.ntlm;

import java.util.List;
import java.util.Optional;

/**
 * What a server states about itself in an NTLM CHALLENGE_MESSAGE (MS-NLMP section 2.2.1.2), which
 * precedes a log-on. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface NtlmTarget {
  /**
   * Returns the name of the authentication target: the NetBIOS name of a domain, or of the server.
   *
   * @return the name; empty if the server sent none
   */
  Optional<String> targetName();

  /**
   * Returns the NetBIOS name of the computer.
   *
   * @return for example {@code "DC1"}; empty if the server sent none
   */
  Optional<String> netBiosComputer();

  /**
   * Returns the NetBIOS name of the domain.
   *
   * @return for example {@code "EXAMPLE"}; empty if the server sent none
   */
  Optional<String> netBiosDomain();

  /**
   * Returns the DNS name of the computer.
   *
   * @return for example {@code "dc1.ad.example.com"}; empty if the server sent none
   */
  Optional<String> dnsComputer();

  /**
   * Returns the DNS name of the domain.
   *
   * @return for example {@code "ad.example.com"}; empty if the server sent none
   */
  Optional<String> dnsDomain();

  /**
   * Returns the DNS name of the forest.
   *
   * @return for example {@code "example.com"}; empty if the server sent none
   */
  Optional<String> dnsForest();

  /**
   * Returns the version of the operating system. Samba states 6.1.0.
   *
   * @return major, minor and build number, for example {@code "10.0.17763"}; empty if the server
   *     sent none
   */
  Optional<String> osVersion();

  /**
   * Returns a human-readable form.
   *
   * @return safe lines, one for each value
   */
  List<String> lines();
}

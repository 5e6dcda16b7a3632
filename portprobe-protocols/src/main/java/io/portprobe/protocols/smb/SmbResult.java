package io.portprobe.protocols.smb;

import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an SMB server negotiates before a log-on. Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface SmbResult extends Finding {
  /**
   * Returns the dialect that the server chose, its highest.
   *
   * @return {@code "2.0.2"} to {@code "3.1.1"}, or a dialect of SMB 1, for example {@code "NT LM
   *     0.12"}
   */
  String dialect();

  /**
   * Returns whether the dialect is one of SMB 1.
   *
   * @return false for SMB 2 and 3
   */
  boolean isSmb1();

  /**
   * Returns whether the server signs messages if the client requires it.
   *
   * @return whether signing is enabled
   */
  boolean signingEnabled();

  /**
   * Returns whether the server requires signed messages.
   *
   * @return whether signing is required
   */
  boolean signingRequired();

  /**
   * Returns the GUID of the server.
   *
   * @return the GUID; empty if the server sent none
   */
  Optional<UUID> serverGuid();

  /**
   * Returns the capabilities of an SMB 2 or SMB 3 server.
   *
   * @return an unmodifiable set; empty for SMB 1
   */
  Set<SmbCapability> capabilities();

  /**
   * Returns the time of the server.
   *
   * @return the time; empty if the server sent none
   */
  Optional<Instant> systemTime();

  /**
   * Returns how far the clock of the server is ahead of the clock of this host. The value includes
   * the time from the server to this host.
   *
   * @return negative if the server's clock is slow; empty without {@link #systemTime()}
   */
  Optional<Duration> clockOffset();

  /**
   * Returns when the server started. Windows since version 8.1 and Samba do not state it.
   *
   * @return the time; empty if the server sent none
   */
  Optional<Instant> bootTime();

  /**
   * Returns the encryption algorithm that the server chose (SMB 3.1.1).
   *
   * @return for example {@code "AES-128-GCM"}; empty if the server sent none
   */
  Optional<String> cipher();

  /**
   * Returns the signing algorithm that the server chose (SMB 3.1.1).
   *
   * @return for example {@code "AES-CMAC"}; empty if the server sent none
   */
  Optional<String> signingAlgorithm();

  /**
   * Returns the authentication mechanisms that the server offers.
   *
   * @return an unmodifiable list in the order received, for example {@code "Kerberos"}, {@code
   *     "NTLM"}; hexadecimal digits of the object identifier for others; possibly empty
   */
  List<String> mechanisms();

  /**
   * Returns what the server states about itself in its NTLM challenge.
   *
   * @return the names; empty if there was no challenge
   */
  Optional<NtlmTarget> ntlm();

  /**
   * Returns the operating system as text (SMB 1 only).
   *
   * @return for example {@code "Windows 6.1"}, which Samba sends too; empty if the server sent none
   */
  Optional<String> nativeOs();

  /**
   * Returns the software as text (SMB 1 only).
   *
   * @return for example {@code "Samba 4.17.12-Debian"}; empty if the server sent none
   */
  Optional<String> nativeLanManager();

  /**
   * Returns notes about the exchange.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();
}

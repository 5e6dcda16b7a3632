package io.portprobe.protocols.internal.smb;

import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.protocols.smb.SmbCapability;
import io.portprobe.protocols.smb.SmbResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Collects what the responses to NEGOTIATE and SESSION_SETUP contain. Mutable. */
final class SmbResultBuilder {
  private final String dialect;
  private final boolean isSmb1;
  private boolean signingEnabled;
  private boolean signingRequired;
  private Optional<UUID> serverGuid = Optional.empty();
  private Set<SmbCapability> capabilities = Set.of();
  private Optional<Instant> systemTime = Optional.empty();
  private Optional<Duration> clockOffset = Optional.empty();
  private Optional<Instant> bootTime = Optional.empty();
  private Optional<String> cipher = Optional.empty();
  private Optional<String> signingAlgorithm = Optional.empty();
  private List<String> mechanisms = List.of();
  private Optional<NtlmTarget> ntlm = Optional.empty();
  private Optional<String> nativeOs = Optional.empty();
  private Optional<String> nativeLanManager = Optional.empty();

  private SmbResultBuilder(String dialect, boolean isSmb1) {
    this.dialect = dialect;
    this.isSmb1 = isSmb1;
  }

  static SmbResultBuilder smb1(String dialect) {
    return new SmbResultBuilder(dialect, true);
  }

  static SmbResultBuilder smb2(String dialect) {
    return new SmbResultBuilder(dialect, false);
  }

  SmbResultBuilder signing(boolean enabled, boolean required) {
    signingEnabled = enabled;
    signingRequired = required;
    return this;
  }

  SmbResultBuilder serverGuid(UUID guid) {
    serverGuid = Optional.of(guid);
    return this;
  }

  SmbResultBuilder capabilities(Set<SmbCapability> set) {
    capabilities = set;
    return this;
  }

  /**
   * Sets the time of the server, and its offset.
   *
   * @param now the time of this host
   */
  SmbResultBuilder systemTime(Optional<Instant> time, Instant now) {
    systemTime = time;
    clockOffset = time.map(server -> Duration.between(now, server));
    return this;
  }

  SmbResultBuilder bootTime(Optional<Instant> time) {
    bootTime = time;
    return this;
  }

  SmbResultBuilder cipher(Optional<String> name) {
    cipher = name;
    return this;
  }

  SmbResultBuilder signingAlgorithm(Optional<String> name) {
    signingAlgorithm = name;
    return this;
  }

  /** Sets the mechanisms of authentication that the server offers. */
  SmbResultBuilder mechanisms(List<String> names) {
    mechanisms = names;
    return this;
  }

  /** Sets the names that the NTLM challenge contains. */
  SmbResultBuilder ntlm(Optional<NtlmTarget> target) {
    ntlm = target;
    return this;
  }

  /** Sets what a server of SMB 1 states about its operating system and its file service. */
  SmbResultBuilder nativeNames(Optional<String> os, Optional<String> lanManager) {
    nativeOs = os;
    nativeLanManager = lanManager;
    return this;
  }

  SmbResult build(List<String> notes) {
    return new DefaultSmbResult(
        dialect,
        isSmb1,
        signingEnabled,
        signingRequired,
        serverGuid,
        capabilities,
        systemTime,
        clockOffset,
        bootTime,
        cipher,
        signingAlgorithm,
        mechanisms,
        ntlm,
        nativeOs,
        nativeLanManager,
        notes);
  }
}

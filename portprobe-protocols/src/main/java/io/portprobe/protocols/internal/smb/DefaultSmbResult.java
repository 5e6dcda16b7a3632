package io.portprobe.protocols.internal.smb;

import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.protocols.smb.SmbCapability;
import io.portprobe.protocols.smb.SmbResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The implementation of {@link SmbResult}. */
public record DefaultSmbResult(
    String dialect,
    boolean isSmb1,
    boolean signingEnabled,
    boolean signingRequired,
    Optional<UUID> serverGuid,
    Set<SmbCapability> capabilities,
    Optional<Instant> systemTime,
    Optional<Duration> clockOffset,
    Optional<Instant> bootTime,
    Optional<String> cipher,
    Optional<String> signingAlgorithm,
    List<String> mechanisms,
    Optional<NtlmTarget> ntlm,
    Optional<String> nativeOs,
    Optional<String> nativeLanManager,
    List<String> notes)
    implements SmbResult {
  private static final double NANOS = 1e9;
  private static final String SAMBA = "Samba ";

  /** Copies the collections. */
  public DefaultSmbResult {
    capabilities = Set.copyOf(capabilities);
    mechanisms = List.copyOf(mechanisms);
    notes = List.copyOf(notes);
  }

  @Override
  public ServiceFacts facts() {
    ServiceFacts facts =
        ServiceFacts.of("smb")
            .withVolatileComponents("systemTime", "clockOffset")
            .withVolatileLines("system time:", "clock offset:");
    Optional<String> samba = nativeLanManager.filter(name -> name.startsWith(SAMBA));
    if (samba.isPresent()) {
      return facts.withProduct("Samba").withVersion(samba.get().substring(SAMBA.length()));
    }
    // Samba states 6.1.0, with the build number 0; Windows states its own.
    return ntlm.flatMap(NtlmTarget::osVersion)
        .filter(version -> !version.endsWith(".0"))
        .map(version -> facts.withOperatingSystem("Windows " + version))
        .orElse(facts);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    serverGuid.ifPresent(guid -> lines.add("server GUID: " + guid));
    addList(
        lines,
        "capabilities",
        capabilities.stream().sorted().map(SmbCapability::toString).toList());
    systemTime.ifPresent(time -> lines.add("system time: " + time));
    clockOffset.ifPresent(
        offset ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "clock offset: %+.3f s relative to this host",
                    offset.getSeconds() + offset.getNano() / NANOS)));
    bootTime.ifPresent(time -> lines.add("boot time: " + time));
    cipher.ifPresent(name -> lines.add("cipher: " + name));
    signingAlgorithm.ifPresent(name -> lines.add("signing algorithm: " + name));
    addList(lines, "authentication", mechanisms);
    ntlm.ifPresent(target -> lines.addAll(target.lines()));
    nativeOs.ifPresent(name -> lines.add("operating system: " + name));
    nativeLanManager.ifPresent(name -> lines.add("software: " + name));
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  private static void addList(List<String> lines, String field, List<String> values) {
    if (!values.isEmpty()) {
      lines.add(field + ": " + values.stream().collect(Collectors.joining(", ")));
    }
  }

  @Override
  public String toString() {
    return SafeText.line(
        "SMB "
            + (isSmb1 ? "1, " : "")
            + dialect
            + ", signing "
            + (signingRequired ? "required" : signingEnabled ? "enabled" : "disabled"));
  }
}

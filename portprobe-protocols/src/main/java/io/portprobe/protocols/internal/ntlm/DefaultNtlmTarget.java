package io.portprobe.protocols.internal.ntlm;

import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link NtlmTarget}. */
public record DefaultNtlmTarget(
    Optional<String> targetName,
    Optional<String> netBiosComputer,
    Optional<String> netBiosDomain,
    Optional<String> dnsComputer,
    Optional<String> dnsDomain,
    Optional<String> dnsForest,
    Optional<String> osVersion)
    implements NtlmTarget {
  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "NetBIOS computer", netBiosComputer);
    add(lines, "NetBIOS domain", netBiosDomain);
    add(lines, "DNS computer", dnsComputer);
    add(lines, "DNS domain", dnsDomain);
    add(lines, "DNS forest", dnsForest);
    add(lines, "operating system version", osVersion);
    return SafeText.lines(lines);
  }

  private static void add(List<String> lines, String field, Optional<String> value) {
    value.ifPresent(text -> lines.add(field + ": " + text));
  }

  @Override
  public String toString() {
    return SafeText.line(
        "NTLM target " + dnsComputer.or(() -> netBiosComputer).or(() -> targetName).orElse(""));
  }
}

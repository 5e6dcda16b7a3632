package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.kerberos.KdcResponse;
import io.portprobe.protocols.kerberos.KpasswdResponse;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.ServerManagement;
import io.portprobe.protocols.netbios.NodeStatus;
import io.portprobe.protocols.netbios.SessionResponse;
import io.portprobe.protocols.ntp.NtpResponse;
import io.portprobe.protocols.smb.SmbResult;
import io.portprobe.protocols.winrm.WinRmResult;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The facts of a finding that matter for a domain. */
final class ServiceSummary {
  private ServiceSummary() {}

  /** Returns one line, which may contain unsafe characters. */
  static String of(Finding finding) {
    if (finding instanceof DnsAnswer dns) {
      return dns.rcode() + ", records: " + dns.answers().size();
    }
    if (finding instanceof KdcResponse kdc) {
      return "realm "
          + kdc.learnedRealm().orElse(kdc.realm())
          + kdc.errorName().map(name -> ", " + name).orElse("");
    }
    if (finding instanceof KpasswdResponse kpasswd) {
      return "realm " + kpasswd.realm() + kpasswd.errorName().map(name -> ", " + name).orElse("");
    }
    if (finding instanceof RootDse directory) {
      return directory(directory);
    }
    if (finding instanceof SmbResult smb) {
      return "SMB " + smb.dialect() + ", signing " + signing(smb);
    }
    if (finding instanceof NtpResponse ntp) {
      return "stratum "
          + ntp.stratum()
          + (ntp.isSynchronized() ? "" : ", not synchronized")
          + ntp.offset().map(offset -> ", offset " + seconds(offset)).orElse("");
    }
    return ofOthers(finding);
  }

  private static String ofOthers(Finding finding) {
    if (finding instanceof EndpointMap map) {
      return "entries: " + map.endpoints().size() + (map.complete() ? "" : ", incomplete");
    }
    if (finding instanceof ServerManagement management) {
      return "interfaces: " + management.interfaces().size();
    }
    if (finding instanceof NodeStatus status) {
      return "computer "
          + status.computerName().orElse("-")
          + ", domain "
          + status.domain().or(status::workgroup).orElse("-");
    }
    if (finding instanceof SessionResponse session) {
      return "session response " + session.kind().name().toLowerCase(Locale.ROOT);
    }
    if (finding instanceof WinRmResult winrm) {
      return "HTTP " + winrm.status() + winrm.server().map(name -> ", " + name).orElse("");
    }
    List<String> lines = finding.lines();
    return lines.isEmpty() ? "" : lines.get(0);
  }

  private static String directory(RootDse directory) {
    List<String> facts = new ArrayList<>();
    directory.dnsHostName().ifPresent(facts::add);
    directory.defaultNamingContext().ifPresent(facts::add);
    directory.netlogon().flatMap(Netlogon::site).ifPresent(site -> facts.add("site " + site));
    if (facts.isEmpty()) {
      directory.result().ifPresent(result -> facts.add(result.toString()));
    }
    return String.join(", ", facts);
  }

  private static String signing(SmbResult smb) {
    return smb.signingRequired() ? "required" : smb.signingEnabled() ? "enabled" : "disabled";
  }

  /** Returns how far the server's clock is ahead; empty if the finding has no clock. */
  static Optional<Duration> clockOffset(Finding finding) {
    if (finding instanceof NtpResponse ntp) {
      return ntp.offset();
    }
    if (finding instanceof KdcResponse kdc) {
      return kdc.clockOffset();
    }
    if (finding instanceof KpasswdResponse kpasswd) {
      return Optional.of(kpasswd.clockOffset());
    }
    if (finding instanceof SmbResult smb) {
      return smb.clockOffset();
    }
    return finding instanceof RootDse directory ? directory.clockSkew() : Optional.empty();
  }

  /** Returns a duration with its sign, for example {@code "+0.012 s"}. */
  static String seconds(Duration offset) {
    return String.format(Locale.ROOT, "%+.3f s", offset.toMillis() / 1_000.0);
  }
}

package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.protocols.internal.tls.DefaultTlsSummary;
import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what a dialogue receives and builds a {@link RootDse} of it at any time. */
final class RootDseBuilder {
  private final Clock clock;
  private final String base;
  private final List<LdapAttribute> attributes = new ArrayList<>();
  private final List<String> referrals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final NetlogonResult netlogon = new NetlogonResult();
  private @Nullable LdapResult result;
  private @Nullable LdapResult startTls;
  private @Nullable TlsSummary tls;
  private @Nullable Instant received;
  private int entries;
  private boolean complete;

  /**
   * Creates a builder.
   *
   * @param clock the clock of this host
   * @param base the name of the entry that is searched; empty for the rootDSE
   */
  RootDseBuilder(Clock clock, String base) {
    this.clock = clock;
    this.base = base;
  }

  /** Adds an entry of the search. */
  void entry(LdapResponse.Entry entry) {
    received = clock.instant();
    entries++;
    for (LdapResponse.RawAttribute raw : entry.attributes()) {
      List<String> values = new ArrayList<>(raw.values().size());
      for (byte[] value : raw.values()) {
        values.add(PeerText.decode(value));
      }
      attributes.add(new LdapAttribute(raw.name(), values));
    }
    if (base.isEmpty() && !entry.dn().isEmpty()) {
      note("the entry has the name " + entry.dn() + " (expected: no name)");
    }
    if (entries == 2) {
      note("received more than one entry (expected: one): their attributes are merged");
    }
  }

  /** Adds the URIs of a search result reference. */
  void referrals(List<String> uris) {
    referrals.addAll(uris);
  }

  /** Ends the search of the rootDSE. */
  void searchDone(LdapResult searchResult) {
    result = searchResult;
    complete = true;
  }

  /** Keeps a notice of disconnection. */
  void disconnected(LdapResult notice) {
    result = notice;
    note("the server ended the session with a notice of disconnection");
  }

  /** Keeps the response to StartTLS. */
  void startTls(LdapResult response) {
    startTls = response;
  }

  /** Keeps the result of the TLS handshake. */
  void tls(TlsInfo info) {
    tls = DefaultTlsSummary.of(info);
  }

  NetlogonResult netlogon() {
    return netlogon;
  }

  /** Adds a note; text of the peer in it is escaped. */
  void note(String note) {
    notes.add(SafeText.line(note));
  }

  /** Returns whether the TLS handshake succeeded. */
  boolean isSecured() {
    return tls != null;
  }

  /** Returns whether the peer has sent LDAP. Every note implies it. */
  boolean isLdap() {
    return entries > 0
        || !referrals.isEmpty()
        || result != null
        || startTls != null
        || !notes.isEmpty();
  }

  RootDse build() {
    List<String> all = new ArrayList<>(notes);
    if (!base.isEmpty()) {
      all.add(SafeText.line("read the entry " + base + " instead of the rootDSE"));
    }
    netlogon.note().ifPresent(note -> all.add(SafeText.line(note)));
    return new DefaultRootDse(
        attributes,
        complete,
        Optional.ofNullable(resultWithReferrals()),
        Optional.ofNullable(startTls),
        Optional.ofNullable(tls),
        netlogon.netlogon(),
        received != null ? received : clock.instant(),
        all);
  }

  private @Nullable LdapResult resultWithReferrals() {
    LdapResult last = result;
    if (last == null || referrals.isEmpty()) {
      return last;
    }
    List<String> all = new ArrayList<>(referrals);
    all.addAll(last.referrals());
    return new LdapResult(last.code(), last.matchedDn(), last.diagnosticMessage(), all);
  }
}

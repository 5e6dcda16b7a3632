package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.LdapTls;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what a dialogue learns, until a {@link RootDse} is made of it. */
final class RootDseBuilder {
  private final Clock clock;
  private final List<LdapAttribute> attributes = new ArrayList<>();
  private final List<String> referrals = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final NetlogonResult ping = new NetlogonResult();
  private @Nullable LdapResult result;
  private @Nullable LdapResult startTls;
  private @Nullable LdapTls tls;
  private @Nullable Instant received;
  private int entries;
  private boolean complete;

  RootDseBuilder(Clock clock) {
    this.clock = clock;
  }

  void entry(LdapResponse.Entry entry) {
    received = clock.instant();
    entries++;
    for (LdapResponse.RawAttribute raw : entry.attributes()) {
      attributes.add(
          new LdapAttribute(raw.name(), raw.values().stream().map(LdapText::ofValue).toList()));
    }
    if (!entry.dn().isEmpty()) {
      remark("the entry is named " + entry.dn() + " (expected: no name)");
    }
    if (entries == 2) {
      remark("more than one entry came (expected: one), their attributes are put together");
    }
  }

  void referrals(List<String> uris) {
    referrals.addAll(uris);
  }

  /** The search for the rootDSE has come to its end. */
  void done(LdapResult result) {
    this.result = result;
    complete = true;
  }

  /** The server hangs up. */
  void disconnected(LdapResult result) {
    this.result = result;
    remark("the server ended the session by a notice of disconnection");
  }

  void startTls(LdapResult result) {
    startTls = result;
  }

  void tls(TlsInfo facts) {
    tls = LdapTls.of(facts);
  }

  NetlogonResult ping() {
    return ping;
  }

  void remark(String remark) {
    remarks.add(SafeText.line(remark));
  }

  /** Whether TLS stands. */
  boolean isSecured() {
    return tls != null;
  }

  /** Whether the peer has shown that it speaks LDAP; there are remarks on nothing else. */
  boolean isLdap() {
    return entries > 0
        || !referrals.isEmpty()
        || result != null
        || startTls != null
        || !remarks.isEmpty();
  }

  RootDse rootDse() {
    List<String> all = new ArrayList<>(remarks);
    ping.remark().ifPresent(all::add);
    return new RootDse(
        attributes,
        complete,
        Optional.ofNullable(resultWithReferrals()),
        Optional.ofNullable(startTls),
        Optional.ofNullable(tls),
        ping.netlogon(),
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
    return new LdapResult(last.code(), last.matchedDn(), last.diagnostic(), all);
  }
}

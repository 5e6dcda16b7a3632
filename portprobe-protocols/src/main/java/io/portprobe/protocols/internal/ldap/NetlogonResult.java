package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.Netlogon;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the netlogon ping: an answer, or a remark on why there is none. */
final class NetlogonResult {
  private boolean asked;
  private @Nullable LdapResult end;
  private @Nullable Netlogon netlogon;
  private @Nullable String defect;

  void asked() {
    asked = true;
  }

  /** Takes an entry; one without the attribute is no answer. */
  void entry(LdapResponse.Entry entry) {
    for (LdapResponse.RawAttribute raw : entry.attributes()) {
      if (raw.name().equalsIgnoreCase(NetlogonRequest.ATTRIBUTE) && !raw.values().isEmpty()) {
        value(raw.values().get(0));
      }
    }
  }

  private void value(byte[] value) {
    try {
      netlogon = NetlogonDecoder.read(value);
    } catch (LdapDecodeException e) {
      defect = "the answer to the netlogon ping does not decode: " + e.why();
    }
  }

  void done(LdapResult result) {
    end = result;
  }

  Optional<Netlogon> netlogon() {
    return Optional.ofNullable(netlogon);
  }

  /** Why there is no answer; empty if there is one, or nothing was asked. */
  Optional<String> remark() {
    if (!asked || netlogon != null) {
      return Optional.empty();
    }
    if (defect != null) {
      return Optional.of(defect);
    }
    LdapResult result = end;
    return Optional.of(
        result == null
            ? "the netlogon ping got no answer"
            : "the server has nothing to say to the netlogon ping: " + result);
  }
}

package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.Netlogon;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of the netlogon ping: a response, or a note on why there is none. */
final class NetlogonResult {
  private boolean sent;
  private @Nullable LdapResult searchResult;
  private @Nullable Netlogon netlogon;
  private @Nullable String decodeError;

  /** Marks the ping as sent. */
  void sent() {
    sent = true;
  }

  /** Decodes an entry. An entry without the attribute is no response. */
  void entry(LdapResponse.Entry entry) {
    for (LdapResponse.RawAttribute raw : entry.attributes()) {
      if (raw.name().equalsIgnoreCase(NetlogonRequest.ATTRIBUTE) && !raw.values().isEmpty()) {
        value(raw.values().get(0));
      }
    }
  }

  private void value(byte[] value) {
    try {
      netlogon = NetlogonDecoder.decode(value);
    } catch (LdapDecodeException e) {
      decodeError = "the response to the netlogon ping does not decode: " + e.reason();
    }
  }

  /** Ends the search. */
  void done(LdapResult result) {
    searchResult = result;
  }

  Optional<Netlogon> netlogon() {
    return Optional.ofNullable(netlogon);
  }

  /** Returns why there is no response; empty if there is one, or the ping was not sent. */
  Optional<String> note() {
    if (!sent || netlogon != null) {
      return Optional.empty();
    }
    if (decodeError != null) {
      return Optional.of(decodeError);
    }
    LdapResult result = searchResult;
    return Optional.of(
        result == null
            ? "no response to the netlogon ping"
            : "the server returned nothing for the netlogon ping: " + result);
  }
}

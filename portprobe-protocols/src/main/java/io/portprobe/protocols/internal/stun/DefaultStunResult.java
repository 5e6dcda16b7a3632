package io.portprobe.protocols.internal.stun;

import io.portprobe.protocols.stun.StunResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link StunResult}. */
public record DefaultStunResult(
    Optional<String> mappedAddress,
    Optional<String> software,
    Optional<String> error,
    Optional<String> realm,
    Optional<String> responseOrigin,
    Optional<String> otherAddress)
    implements StunResult {
  private static final int MAX_TEXT = 255;

  /** Escapes and cuts the texts. */
  public DefaultStunResult {
    mappedAddress = safe(mappedAddress);
    software = safe(software);
    error = safe(error);
    realm = safe(realm);
    responseOrigin = safe(responseOrigin);
    otherAddress = safe(otherAddress);
  }

  private static Optional<String> safe(Optional<String> text) {
    return text.map(value -> SafeText.line(value, MAX_TEXT));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    mappedAddress.ifPresent(address -> lines.add("mapped address: " + address));
    software.ifPresent(text -> lines.add("software: " + text));
    error.ifPresent(text -> lines.add("error: " + text));
    realm.ifPresent(text -> lines.add("realm: " + text));
    responseOrigin.ifPresent(address -> lines.add("response origin: " + address));
    otherAddress.ifPresent(address -> lines.add("other address: " + address));
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    return StunResponse.facts(software)
        .withVolatileComponents("mappedAddress")
        .withVolatileLines("mapped address:");
  }

  @Override
  public String toString() {
    return error.isPresent() ? "STUN: error response" : "STUN: success response";
  }
}

package io.portprobe.protocols.internal.kerberos;

import io.portprobe.protocols.kerberos.EncryptionType;
import io.portprobe.protocols.kerberos.KdcResponse;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The implementation of {@link KdcResponse}. */
public record DefaultKdcResponse(
    String requestedRealm,
    String principal,
    String realm,
    Optional<String> learnedRealm,
    OptionalInt errorCode,
    Optional<String> errorName,
    Optional<String> errorText,
    Optional<Instant> serverTime,
    Optional<Duration> clockOffset,
    List<EncryptionType> encryptionTypes,
    List<Integer> preAuthenticationTypes,
    List<String> notes)
    implements KdcResponse {
  /** Copies the lists. */
  public DefaultKdcResponse {
    encryptionTypes = List.copyOf(encryptionTypes);
    preAuthenticationTypes = List.copyOf(preAuthenticationTypes);
    notes = List.copyOf(notes);
  }

  /** Returns the response to a request that the KDC rejected. */
  static KdcResponse ofError(
      KrbError error,
      PreAuthentication methods,
      String requestedRealm,
      String principal,
      Optional<String> learnedRealm,
      Instant now,
      List<String> notes) {
    return new DefaultKdcResponse(
        requestedRealm,
        principal,
        error.realm(),
        learnedRealm,
        OptionalInt.of(error.code()),
        ErrorNames.of(error.code()),
        error.text(),
        Optional.of(error.time()),
        Optional.of(Duration.between(now, error.time())),
        methods.encryptionTypes(),
        methods.types(),
        notes);
  }

  /** Returns the response with a ticket. */
  static KdcResponse ofTicket(
      AsReply reply, String requestedRealm, String principal, List<String> notes) {
    return new DefaultKdcResponse(
        requestedRealm,
        principal,
        reply.realm(),
        Optional.of(reply.realm()),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(EncryptionType.of(reply.etype())),
        List.of(),
        notes);
  }

  @Override
  public boolean issuedTicket() {
    return errorCode.isEmpty();
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("kerberos")
        .withProduct(errorText.map(Products::byErrorText).orElse(""))
        .withVolatileComponents("principal", "serverTime", "clockOffset")
        .withVolatileLines("server time:", "clock offset:");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    lines.add("realm: " + realm);
    learnedRealm
        .filter(learned -> !learned.equals(realm))
        .ifPresent(learned -> lines.add("realm of the server: " + learned));
    errorText.ifPresent(text -> lines.add("error text: " + text));
    serverTime.ifPresent(time -> lines.add("server time: " + time));
    clockOffset.ifPresent(offset -> lines.add("clock offset: " + Offsets.text(offset)));
    if (!encryptionTypes.isEmpty()) {
      lines.add(
          "encryption types: "
              + encryptionTypes.stream()
                  .map(EncryptionType::toString)
                  .collect(Collectors.joining(", ")));
    }
    if (!preAuthenticationTypes.isEmpty()) {
      lines.add("pre-authentication types: " + preAuthenticationTypes);
    }
    notes.forEach(note -> lines.add("note: " + note));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return errorCode.isEmpty()
        ? "Kerberos: ticket issued without pre-authentication"
        : SafeText.line(
            "Kerberos: error "
                + errorCode.getAsInt()
                + errorName.map(name -> " " + name).orElse(""));
  }
}

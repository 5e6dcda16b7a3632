package io.portprobe.protocols.internal.kerberos;

import io.portprobe.protocols.kerberos.KpasswdResponse;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The implementation of {@link KpasswdResponse}. */
public record DefaultKpasswdResponse(
    String realm,
    int errorCode,
    Optional<String> errorName,
    Optional<String> errorText,
    OptionalInt resultCode,
    Optional<String> resultText,
    Instant serverTime,
    Duration clockOffset)
    implements KpasswdResponse {
  private static final int RESULT = 2;

  /** RFC 3244 section 2. */
  private static final List<String> RESULT_NAMES =
      List.of(
          "SUCCESS",
          "MALFORMED",
          "HARDERROR",
          "AUTHERROR",
          "SOFTERROR",
          "ACCESSDENIED",
          "BAD_VERSION",
          "INITIAL_FLAG_NEEDED");

  static KpasswdResponse of(KrbError error, Instant now) {
    ByteBuffer data = ByteBuffer.wrap(error.data());
    OptionalInt result =
        data.remaining() >= RESULT ? OptionalInt.of(data.getShort() & 0xffff) : OptionalInt.empty();
    return new DefaultKpasswdResponse(
        error.realm(),
        error.code(),
        // Samba sends the result code also as error code.
        ErrorNames.of(error.code()).filter(name -> result.orElse(-1) != error.code()),
        error.text(),
        result,
        Optional.of(StandardCharsets.UTF_8.decode(data).toString().strip())
            .filter(text -> !text.isEmpty()),
        error.time(),
        Duration.between(now, error.time()));
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("kpasswd")
        .withVolatileComponents("serverTime", "clockOffset")
        .withVolatileLines("server time:", "clock offset:");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    lines.add("realm: " + realm);
    errorText.ifPresent(text -> lines.add("error text: " + text));
    resultText.ifPresent(text -> lines.add("result text: " + text));
    lines.add("server time: " + serverTime);
    lines.add("clock offset: " + Offsets.text(clockOffset));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return SafeText.line(
        "kpasswd: error "
            + errorCode
            + errorName.map(name -> " " + name).orElse("")
            + (resultCode.isPresent() ? ", result " + result(resultCode.getAsInt()) : ""));
  }

  private static String result(int code) {
    return code < RESULT_NAMES.size() ? code + " " + RESULT_NAMES.get(code) : "" + code;
  }
}

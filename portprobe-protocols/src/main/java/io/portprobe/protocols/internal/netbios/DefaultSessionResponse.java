package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.SessionResponse;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The implementation of {@link SessionResponse}. */
public record DefaultSessionResponse(
    String called,
    String calling,
    Kind kind,
    OptionalInt errorCode,
    Optional<String> error,
    Optional<String> retarget)
    implements SessionResponse {
  /** Checks that nothing is null. */
  public DefaultSessionResponse {
    Objects.requireNonNull(called, "called");
    Objects.requireNonNull(calling, "calling");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(errorCode, "errorCode");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(retarget, "retarget");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    errorCode.ifPresent(
        code ->
            lines.add(
                "error: 0x"
                    + Integer.toHexString(code)
                    + error.map(text -> " " + text).orElse("")));
    retarget.ifPresent(address -> lines.add("retarget address: " + address));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    String outcome =
        switch (kind) {
          case POSITIVE -> "session accepted: ";
          case NEGATIVE -> "session refused: ";
          case RETARGET -> "session retargeted: ";
        };
    return SafeText.line(outcome + calling + " to " + called);
  }
}

package io.portprobe.protocols.netbios;

import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the session service answered to a session request (RFC 1002 section 4.3). Each answer proves
 * the service; only a positive one a session.
 *
 * @param called whom the session was asked for, for example {@code "*SMBSERVER<20>"}
 * @param calling who it was asked in the name of
 * @param kind what was answered
 * @param errorCode the code of a negative answer, 0 to 255; empty in others
 * @param error what the code means; empty if it is unknown, or there is none
 * @param retarget where to ask instead, for example {@code "192.0.2.1:139"}; empty in other
 *     answers. Nothing was sent there
 */
public record SessionResponse(
    String called,
    String calling,
    Kind kind,
    OptionalInt errorCode,
    Optional<String> error,
    Optional<String> retarget)
    implements Finding {

  /** What can be answered. */
  public enum Kind {
    /** The session stands. */
    POSITIVE,
    /** There is none to be had. */
    NEGATIVE,
    /** Another address or port is to be asked. */
    RETARGET
  }

  /** Checks that nothing is null. */
  public SessionResponse {
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
    String who = calling + " to " + called;
    switch (kind) {
      case POSITIVE -> lines.add("session accepted: " + who);
      case NEGATIVE -> lines.add("session refused: " + who);
      case RETARGET -> lines.add("session referred elsewhere: " + who);
    }
    errorCode.ifPresent(
        code ->
            lines.add(
                "error: 0x"
                    + Integer.toHexString(code)
                    + error.map(words -> " " + words).orElse("")));
    retarget.ifPresent(where -> lines.add("to be asked instead: " + where));
    return List.copyOf(lines);
  }
}

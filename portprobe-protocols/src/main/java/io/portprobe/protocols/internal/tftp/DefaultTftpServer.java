package io.portprobe.protocols.internal.tftp;

import io.portprobe.protocols.tftp.TftpServer;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** A {@link TftpServer} whose components are the accessors of the interface. */
record DefaultTftpServer(
    boolean fileFound, OptionalInt blockSize, OptionalInt errorCode, Optional<String> errorMessage)
    implements TftpServer {
  /** The names of RFC 1350 appendix I and RFC 2347 section 4. */
  private static final List<String> ERRORS =
      List.of(
          "not defined",
          "file not found",
          "access violation",
          "disk full or allocation exceeded",
          "illegal TFTP operation",
          "unknown transfer ID",
          "file already exists",
          "no such user",
          "options rejected");

  DefaultTftpServer {
    Objects.requireNonNull(blockSize, "blockSize");
    Objects.requireNonNull(errorCode, "errorCode");
    Objects.requireNonNull(errorMessage, "errorMessage");
  }

  /** Returns the finding of a server that sent a block. */
  static DefaultTftpServer file(int size) {
    return new DefaultTftpServer(true, OptionalInt.of(size), OptionalInt.empty(), Optional.empty());
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("tftp");
  }

  @Override
  public List<String> lines() {
    if (errorCode.isEmpty()) {
      return List.of("file: found, first block of " + blockSize.orElse(0) + " bytes");
    }
    int code = errorCode.getAsInt();
    String name = code >= 0 && code < ERRORS.size() ? " (" + ERRORS.get(code) + ")" : "";
    String text = errorMessage.map(message -> ": " + SafeText.line(message)).orElse("");
    return List.of("error: " + code + name + text);
  }

  /** Returns the kind of the response, without text of the peer. */
  @Override
  public String toString() {
    return "TftpServer[" + (fileFound ? "file" : "error") + "]";
  }
}

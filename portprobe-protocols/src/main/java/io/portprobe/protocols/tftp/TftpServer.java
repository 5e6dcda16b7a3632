package io.portprobe.protocols.tftp;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The response of a TFTP server to a read request (RFC 1350 section 5). Immutable and thread-safe.
 * Implemented by portprobe only.
 */
public interface TftpServer extends Finding {
  /**
   * Returns whether the server sent the first block of the file.
   *
   * @return false if it sent an error
   */
  boolean fileFound();

  /**
   * Returns the size of the first block.
   *
   * @return 0 to 512 bytes, where 512 means that more blocks follow; empty if the server sent an
   *     error
   */
  OptionalInt blockSize();

  /**
   * Returns the error code.
   *
   * @return 0 to 8, for example 1, file not found; empty if the server sent the file
   */
  OptionalInt errorCode();

  /**
   * Returns the text of the error.
   *
   * @return text of the server; empty if it sent none
   */
  Optional<String> errorMessage();

  /**
   * Returns the response.
   *
   * @return one line
   */
  @Override
  List<String> lines();
}

package io.portprobe.protocols.sunrpc;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The versions of a program that a server offers: the finding of the protocols {@code "nfs"}
 * (program 100003, bound to udp/2049 and tcp/2049) and {@code "mountd"} (program 100005, bound to
 * udp/20048 and tcp/20048).
 *
 * <p>The client calls the procedure NULL, which does nothing, of version 0. The server responds
 * with the lowest and highest version (RFC 5531 section 9, PROG_MISMATCH). The client then calls
 * NULL of each version in between, at most 16. Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface RpcVersions extends Finding {
  /**
   * Returns the number of the program.
   *
   * @return for example 100003
   */
  long program();

  /**
   * Returns the name of the program.
   *
   * @return for example {@code "nfs"}
   */
  String name();

  /**
   * Returns the versions whose procedure NULL succeeded.
   *
   * @return versions in ascending order
   */
  List<Long> versions();

  /**
   * Returns the range of versions that the server reported.
   *
   * @return for example {@code "3 to 4"}; empty if it reported none
   */
  Optional<String> range();

  /**
   * Returns why the server refused the calls.
   *
   * @return for example {@code "program unavailable"}; empty if it did not
   */
  Optional<String> error();

  /**
   * Returns whether all calls were answered.
   *
   * @return false if the deadline passed before
   */
  boolean complete();
}

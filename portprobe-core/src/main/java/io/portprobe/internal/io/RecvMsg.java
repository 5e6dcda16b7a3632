package io.portprobe.internal.io;

import java.util.Optional;

/**
 * The system call recvmsg(2). A JDK before 22 has no Foreign Function API to call it with. On JDK
 * 22 and later the JVM loads the version of this interface in {@code src/main/java22} from the
 * multi-release jar. Thread-safe.
 */
@FunctionalInterface
interface RecvMsg {
  /**
   * Links the system call.
   *
   * @return empty if this JDK cannot call it
   * @throws UnsupportedOperationException if this system has no such call
   * @throws IllegalCallerException if the JVM denies native access ({@code
   *     --illegal-native-access=deny})
   */
  static Optional<RecvMsg> link() {
    return Optional.empty();
  }

  /**
   * Calls recvmsg(2).
   *
   * @param descriptor of an open socket
   * @param message the address of a {@code struct msghdr}
   * @param flags of recvmsg(2)
   * @return the number of bytes received, or a negative number
   */
  long call(int descriptor, long message, int flags);
}

package io.portprobe.internal.io;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The system call recvmsg(2), by the Foreign Function API of JDK 22 and later. Linking it needs
 * native access ({@code --enable-native-access}). Thread-safe.
 */
@FunctionalInterface
interface RecvMsg {
  /** {@code ssize_t recvmsg(int, struct msghdr *, int)} of 64-bit Linux. */
  FunctionDescriptor SIGNATURE =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);

  /**
   * Links the system call.
   *
   * @return empty if this JDK cannot call it
   * @throws UnsupportedOperationException if this system has no such call
   * @throws IllegalCallerException if the JVM denies native access ({@code
   *     --illegal-native-access=deny})
   */
  @SuppressWarnings("restricted") // the caller handles a JVM that denies it
  static Optional<RecvMsg> link() {
    Linker linker = Linker.nativeLinker();
    MemorySegment address =
        linker
            .defaultLookup()
            .find("recvmsg")
            .orElseThrow(() -> new UnsupportedOperationException("libc has no recvmsg"));
    MethodHandle function = linker.downcallHandle(address, SIGNATURE);
    return Optional.of((descriptor, message, flags) -> call(function, descriptor, message, flags));
  }

  private static long call(MethodHandle function, int descriptor, long message, int flags) {
    try {
      return (long) function.invokeExact(descriptor, MemorySegment.ofAddress(message), flags);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("recvmsg declares no exception", e);
    }
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

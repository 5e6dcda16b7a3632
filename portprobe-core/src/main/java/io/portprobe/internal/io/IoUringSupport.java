package io.portprobe.internal.io;

import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether io_uring is available in this JVM. Thread-safe. The first call blocks: it loads Netty's
 * native library.
 *
 * <p>On a system with musl, for example Alpine Linux, the library for x86_64 must not be loaded. If
 * Netty is relocated, its {@code JNI_OnLoad} calls {@code __strdup}, which musl does not have. musl
 * finds that out at the call, and the JVM ends with a segmentation fault. The libraries for epoll,
 * and that for io_uring on aarch64, do not call it.
 */
public final class IoUringSupport {
  private static final Path MAPS = Path.of("/proc/self/maps");

  @SuppressWarnings("StaticAssignmentOfThrowable") // reported, never thrown
  private static final @Nullable Throwable CAUSE = find();

  private IoUringSupport() {}

  /** Returns whether io_uring is available. */
  public static boolean isAvailable() {
    return CAUSE == null;
  }

  /** Returns why io_uring is not available; null if it is. */
  public static @Nullable Throwable unavailabilityCause() {
    return CAUSE;
  }

  private static @Nullable Throwable find() {
    if (System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64")) {
      try (Stream<String> maps = Files.lines(MAPS, StandardCharsets.ISO_8859_1)) {
        if (hasMusl(maps)) {
          return new UnsupportedOperationException("its native library does not support musl");
        }
      } catch (IOException | UncheckedIOException e) {
        return e;
      }
    }
    return IoUring.unavailabilityCause();
  }

  /**
   * Returns whether a process uses musl.
   *
   * @param maps the lines of its maps file (proc(5))
   */
  static boolean hasMusl(Stream<String> maps) {
    return maps.anyMatch(
        line ->
            line.contains("/ld-musl-")
                || line.contains("/libc.musl-")
                || line.endsWith("/libc.so"));
  }
}

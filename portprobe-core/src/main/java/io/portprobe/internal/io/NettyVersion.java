package io.portprobe.internal.io;

import io.netty.util.Version;
import java.util.Optional;

/**
 * The version of Netty on the class path. The dependency management of an application may replace
 * the version that portprobe declares; Spring Boot 3 selects Netty 4.1.
 */
public final class NettyVersion {
  private static final String FIRST_IN_4_2 = "io.netty.channel.IoHandlerFactory";

  private NettyVersion() {}

  /**
   * Checks that the version is supported, before a class that an older version lacks is needed.
   *
   * @throws IllegalStateException if it is older than 4.2
   */
  public static void requireSupported() {
    try {
      Class.forName(FIRST_IN_4_2, false, NettyVersion.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "Netty: "
              + found()
              + " (expected: 4.2 or later; the dependency management of the application may select"
              + " Netty 4.1, as Spring Boot 3 does: import netty-bom 4.2 first, or set"
              + " netty.version)",
          e);
    }
  }

  private static String found() {
    return Optional.ofNullable(Version.identify().get("netty-common"))
        .map(Version::artifactVersion)
        .orElse("unknown version");
  }
}

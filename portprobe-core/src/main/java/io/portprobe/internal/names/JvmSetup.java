package io.portprobe.internal.names;

import java.util.Objects;
import java.util.stream.Stream;

/** How this JVM resolves names. */
final class JvmSetup {
  /** JEP 418: the service that replaces the resolver of the JVM, since JDK 18. */
  private static final String PROVIDER = "java.net.spi.InetAddressResolverProvider";

  private JvmSetup() {}

  /** Returns whether the files of Linux describe how this JVM resolves names. */
  static boolean resolvesLikeTheSystem() {
    return System.getProperty("os.name", "").startsWith("Linux")
        && System.getProperty("jdk.net.hosts.file") == null
        && (Runtime.version().feature() < 18 || !hasProvider());
  }

  private static boolean hasProvider() {
    return ClassLoader.getSystemResource("META-INF/services/" + PROVIDER) != null
        || ModuleLayer.boot().modules().stream()
            .map(Module::getDescriptor)
            .flatMap(module -> module == null ? Stream.empty() : module.provides().stream())
            .anyMatch(provided -> Objects.equals(provided.service(), PROVIDER));
  }
}

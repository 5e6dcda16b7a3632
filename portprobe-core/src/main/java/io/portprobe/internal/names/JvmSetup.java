package io.portprobe.internal.names;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How this JVM resolves names. */
final class JvmSetup {
  /** JEP 418: the service that replaces the resolver of the JVM, since JDK 18. */
  private static final String PROVIDER = "java.net.spi.InetAddressResolverProvider";

  private JvmSetup() {}

  /** Returns whether the files of Linux describe how this JVM resolves names. */
  static boolean resolvesLikeTheSystem() {
    return resolvesLikeTheSystem(
        System.getProperty("os.name", ""),
        System.getProperty("jdk.net.hosts.file"),
        Runtime.version().feature(),
        JvmSetup::hasProvider);
  }

  /**
   * Decides for a given JVM.
   *
   * @param hostsFile the property {@code jdk.net.hosts.file}; null if it is not set
   * @param version the feature release of the JVM
   * @param hasProvider whether another resolver of the JVM is provided
   */
  static boolean resolvesLikeTheSystem(
      String osName, @Nullable String hostsFile, int version, BooleanSupplier hasProvider) {
    return osName.startsWith("Linux")
        && hostsFile == null
        && (version < 18 || !hasProvider.getAsBoolean());
  }

  private static boolean hasProvider() {
    return ClassLoader.getSystemResource("META-INF/services/" + PROVIDER) != null
        || ModuleLayer.boot().modules().stream()
            .map(Module::getDescriptor)
            .flatMap(module -> module == null ? Stream.empty() : module.provides().stream())
            .anyMatch(provided -> Objects.equals(provided.service(), PROVIDER));
  }
}

package io.portprobe.internal.io;

import io.netty.util.internal.logging.InternalLoggerFactory;

/**
 * Settings of Netty for the first client of a JVM. They are system properties, which Netty reads
 * once; the packed jar has them under the prefix of the relocated Netty. A property that is already
 * set stays as it is.
 */
final class NettySettings {
  /**
   * Whether Netty logs: {@code "false"} is set by a program without a log, before its first client;
   * {@code "true"} gives Netty its own loggers, which also log at DEBUG.
   */
  static final String LOG = "io.portprobe.netty.log";

  private NettySettings() {}

  /** Sets the properties, unless the JVM denies it. Called before Netty loads its classes. */
  static void apply() {
    try {
      setLoggers();
      // Events of the allocator initialise Flight Recorder, which costs more than the first probe.
      setIfAbsent("io.netty.jfr.enabled", "false");
      // Parts of channel IDs, which only distinguish channels of different JVMs. Netty would read
      // the addresses of all network interfaces.
      setIfAbsent("io.netty.machineId", "02:00:00:00:00:00:00:00");
      setIfAbsent("io.netty.processId", "1");
      // Suffixes of file names of a native library that is not used. Netty would read os-release.
      setIfAbsent("io.netty.osClassifiers", "");
      // Channels of probes are short-lived and read few bytes. The pools of the other allocators
      // take longer to create than a probe, and megabytes.
      setIfAbsent("io.netty.allocator.type", "unpooled");
    } catch (SecurityException e) {
      TransportLog.settingsDenied(e);
    }
  }

  private static void setLoggers() {
    String log = System.getProperty(LOG);
    if ("false".equals(log)) {
      InternalLoggerFactory.setDefaultFactory(NettyLog.silent());
    } else if (log == null && isPacked() && !isLoggingConfigured()) {
      InternalLoggerFactory.setDefaultFactory(NettyLog.fromInfo());
    }
  }

  /** Whether Netty is part of the jar. Otherwise the application may use the same Netty. */
  private static boolean isPacked() {
    return InternalLoggerFactory.class.getName().startsWith("io.portprobe.");
  }

  /** Whether a configuration of the user may enable DEBUG. */
  private static boolean isLoggingConfigured() {
    return System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null;
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}

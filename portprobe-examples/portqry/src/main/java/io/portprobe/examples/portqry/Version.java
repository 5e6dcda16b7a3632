package io.portprobe.examples.portqry;

/** The version of portqry. */
final class Version {
  private Version() {}

  /** Returns the version from the manifest of the jar, or a placeholder outside a jar. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }
}

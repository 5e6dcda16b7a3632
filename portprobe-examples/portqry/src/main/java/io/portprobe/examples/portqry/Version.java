package io.portprobe.examples.portqry;

/** Which build this is. */
final class Version {
  private Version() {}

  /** The version from the jar's manifest; a build that is not in a jar has none. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }
}

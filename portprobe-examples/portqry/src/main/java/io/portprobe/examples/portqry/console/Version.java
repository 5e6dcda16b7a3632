package io.portprobe.examples.portqry.console;

/** The version of portqry. */
public final class Version {
  private Version() {}

  /** Returns the version from the manifest of the jar, or a placeholder outside a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }
}

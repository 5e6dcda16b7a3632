package io.portprobe.protocols.msrpc;

/** Which versions of an interface an {@link Inquiry} is about (C706 appendix O, vers_option). */
public enum VersionMatch {
  /** Every version. */
  ALL(1),
  /** The same major version, and no smaller minor version. */
  COMPATIBLE(2),
  /** Exactly this version. */
  EXACT(3),
  /** The same major version. */
  MAJOR_ONLY(4),
  /** This version and smaller ones. */
  UP_TO(5);

  private final int code;

  VersionMatch(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether a version counts that is there, if another was asked for. */
  boolean accepts(int major, int minor, int thereMajor, int thereMinor) {
    boolean sameMajor = thereMajor == major;
    return switch (this) {
      case ALL -> true;
      case COMPATIBLE -> sameMajor && thereMinor >= minor;
      case EXACT -> sameMajor && thereMinor == minor;
      case MAJOR_ONLY -> sameMajor;
      case UP_TO -> thereMajor < major || (sameMajor && thereMinor <= minor);
    };
  }
}

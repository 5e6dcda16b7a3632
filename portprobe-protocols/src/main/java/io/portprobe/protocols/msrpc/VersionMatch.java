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

  int code() {
    return code;
  }
}
